// What many readers and long discussions cost: a new post is looked up once and written once for all who have the
// discussion open, and of a discussion of thousands of posts only the page is read.
import type { KyselyPlugin } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { systemTimers } from '#server/domain/collaboration/timers.ts';
import { createLive, type Live } from '#server/domain/live/live.ts';
import { stretchLength } from '#server/domain/discussions/windows.ts';
import { newId } from '#server/kernel/ids.ts';
import { createLog } from '#server/kernel/log.ts';
import { createStore } from '#server/storage/store.ts';
import type { LiveTopic } from '#shared/live-protocol.ts';
import { openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';

const rowsPerInsert = 500;

forEachDialect((_, open) => {
	let alliance: Alliance;
	let queries = 0;
	let rowsRead = 0;
	const counting: KyselyPlugin = {
		transformQuery({ node }) {
			queries += 1;
			return node;
		},
		transformResult({ result }) {
			rowsRead += result.rows.length;
			return Promise.resolve(result);
		}
	};

	beforeAll(async () => {
		alliance = await openAlliance(async () => {
			const database = await open();
			const db = database.db.withPlugin(counting);
			return { ...database, db, store: createStore(db) };
		});
	});
	afterAll(() => alliance.database.close());

	/** What this costs the database. */
	async function costOf(work: () => Promise<unknown>) {
		const before = { queries, rowsRead };
		await work();
		return { queries: queries - before.queries, rowsRead: rowsRead - before.rowsRead };
	}

	describe('a post in a discussion that many have open', () => {
		let live: Live;
		let written: string[] = [];
		const stringify = JSON.stringify;

		beforeEach(() => {
			const { house, discussions } = alliance;
			const nobody = () => Promise.resolve(null);
			const no = () => Promise.resolve(false);
			live = createLive({
				events: house.events,
				log: createLog('silent'),
				changed: () => () => undefined,
				threadAudience: discussions.audience,
				mayReadDocument: no,
				maySeeRound: no,
				whoSeesGroup: nobody,
				whoSeesChallenge: nobody,
				whoSeesSession: nobody,
				screensOfSession: nobody,
				timers: systemTimers,
				reports: () => Promise.resolve([])
			});
			JSON.stringify = ((value: unknown, ...more: []) => {
				const text = stringify(value, ...more);
				if (/"type":"(post|thread)-changed"/.test(text ?? '')) written.push(text);
				return text;
			}) as typeof stringify;
		});
		afterEach(() => {
			JSON.stringify = stringify;
			live.close();
		});

		test('reaches two hundred in as many queries as one, and is written down once for all of them', async () => {
			const { discussions, member, start } = alliance;
			const author = member('leeds');
			const thread = await start(author, { audience: 'pledge-makers' });
			let told: string[] = [];
			let isDone = (): void => undefined;
			let expected = 0;
			async function open(name: string, topic: LiveTopic): Promise<void> {
				const listener = live.join(member(name), (text) => {
					if (!text.includes('-changed')) return;
					told.push(text);
					if (told.length === expected) isDone();
				});
				await listener.receive({ type: 'watch', topic });
			}
			/** Posts, and waits until everybody has been told of the post and of the thread. */
			async function postTo(readers: number) {
				told = [];
				written = [];
				expected = 2 * readers;
				const arrived = new Promise<void>((resolve) => (isDone = resolve));
				const cost = await costOf(async () => {
					await discussions.post(author, thread.id, { body: 'Nine weeks by now.' });
					await arrived;
				});
				expect(told).toHaveLength(2 * readers);
				expect(new Set(told)).toEqual(new Set(written));
				return { queries: cost.queries, written: written.length };
			}
			const topic: LiveTopic = { kind: 'thread', threadId: thread.id };
			// May not see it, and is told nothing.
			await open('supporter', { kind: 'commitment', number: 3 });
			await open('hackney', topic);
			const forOne = await postTo(1);
			while (live.stats().listeners < 201) await open('hackney', topic);
			expect(await postTo(200)).toEqual(forOne);
			expect(forOne.written).toBe(2);
		});
	});

	describe('a discussion of two thousand posts', () => {
		/** A discussion of so many posts, all of them new to whoever else reads it. */
		async function discussionOf(posts: number): Promise<string> {
			const { database, clock, member, start } = alliance;
			const { id } = await start(member('leeds'), { title: `A discussion of ${posts} posts` });
			const rows = Array.from({ length: posts - 1 }, (_, index) => ({
				id: newId(),
				thread_id: id,
				number: index + 2,
				author_id: 'leeds',
				body: 'We waited eleven weeks.',
				created_at: clock.iso()
			}));
			for (let first = 0; first < rows.length; first += rowsPerInsert) {
				await database.db
					.insertInto('posts')
					.values(rows.slice(first, first + rowsPerInsert) as never)
					.execute();
			}
			return id;
		}

		test('is opened by page in as many queries as one of twenty, and only its page is read', async () => {
			const { discussions, member } = alliance;
			const [short, long] = [await discussionOf(20), await discussionOf(2_000)];
			const reader = member('hackney');
			for (const wanted of [
				{ around: 'unread' },
				{ around: 1_234 },
				{ from: 11, limit: stretchLength }
			] as const) {
				const shown: number[] = [];
				const forShort = await costOf(() => discussions.thread(reader, short, wanted));
				const forLong = await costOf(async () => {
					const { posts } = await discussions.thread(reader, long, wanted);
					shown.push(...posts.map(({ number }) => number));
				});
				expect(shown).toHaveLength(stretchLength);
				if ('around' in wanted) {
					expect(shown).toContain(wanted.around === 'unread' ? 1 : wanted.around);
				}
				expect(forLong.queries).toBe(forShort.queries);
				// The page, the one post that tells whether there are more, and the thread itself.
				expect(forLong.rowsRead).toBeLessThanOrEqual(stretchLength + 2);
			}
		});
	});
});
