// Anonymous votes, looked for: in every table, in the order and the transactions of rows, in the bytes of the files.
import { existsSync, readFileSync, statSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Member } from '#server/kernel/actor.ts';
import type { ConsentAnswer } from '#shared/poll-input.ts';
import type { Poll } from '#shared/poll-output.ts';
import { openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';
import { addMember } from '../support/domain.ts';

/** In the order in which they vote, which is not that of their ids. */
const votes: [voter: string, answer: ConsentAnswer, reason: string][] = [
	['voter-4', 'agree', 'Words-of-four'],
	['voter-1', 'disagree', 'Words-of-one'],
	['voter-6', 'agree', 'A-word-of-six'],
	['voter-2', 'block', 'Words-of-two'],
	['voter-5', 'agree', ''],
	['voter-3', 'abstain', 'Last-of-three']
];

forEachDialect((dialect, open) => {
	let alliance: Alliance;
	let poll: Poll;
	/** The tally as it stood after each vote. */
	const tallies: string[] = [];

	beforeAll(async () => {
		alliance = await openAlliance(open);
		const { database, house, member } = alliance;
		const voters = new Map<string, Member>();
		for (const [id] of votes.toSorted()) {
			voters.set(id, await addMember(database.store, { id, organisationId: 'o-leeds' }));
		}
		const { id } = await alliance.start(member('leeds'), { audience: 'pledge-makers' });
		for (const voter of voters.values()) {
			await alliance.discussions.post(voter, id, { body: 'I have an opinion.' });
		}
		poll = await house.polls.open(member('leeds'), id, {
			kind: 'consent',
			question: 'Shall we ask for another year?',
			options: [],
			isAnonymous: true,
			closesAt: null
		});
		for (const [id, choice, reason] of votes) {
			alliance.clock.advance(60_000);
			const voter = voters.get(id) ?? member('leeds');
			await house.polls.vote(voter, poll.id, { choice, reason });
			tallies.push((await database.store.polls.byId(poll.id))?.tally ?? '');
		}
	});
	afterAll(() => alliance.database.close());

	/** Every row of every table, as text. */
	async function everyRow(): Promise<{ table: string; row: string }[]> {
		const { db } = alliance.database;
		const tables = await db.introspection.getTables();
		const rows = await Promise.all(
			tables.map(async ({ name }) => {
				const found = await sql<object>`select * from ${sql.table(name)}`.execute(db);
				return found.rows.map((row) => ({ table: name, row: JSON.stringify(row) }));
			})
		);
		return rows.flat();
	}

	test('the only rows that name the poll and a voter are those that say who has voted, and say nothing else', async () => {
		// A mail that asks to vote was queued for everybody when the poll was opened.
		const rows = (await everyRow()).filter(
			({ table, row }) => table !== 'mails' || !row.includes(`"created_at":"${poll.openedAt}"`)
		);
		for (const [voter] of votes) {
			const telling = rows.filter(({ row }) => row.includes(poll.id) && row.includes(voter));
			expect(telling).toEqual([
				{ table: 'poll_voters', row: JSON.stringify({ poll_id: poll.id, member_id: voter }) }
			]);
		}
	});

	test('the words of a reason stand in one row, which names nobody who voted', async () => {
		const rows = await everyRow();
		for (const [, , reason] of votes.filter(([, , words]) => words !== '')) {
			const telling = rows.filter(({ row }) => row.includes(reason));
			expect(telling.map(({ table }) => table)).toEqual(['polls']);
			for (const [voter] of votes) expect(telling[0]?.row).not.toContain(voter);
		}
	});

	test('no row of the log and no notice is about a vote in it', async () => {
		const { db } = alliance.database;
		const log = await db.selectFrom('audit').selectAll().where('target', '=', poll.id).execute();
		expect(log.map(({ action, member_id }) => [action, member_id])).toEqual([
			['poll.open', 'leeds']
		]);
		const notices = await db
			.selectFrom('notices')
			.selectAll()
			.where('about_id', '=', poll.id)
			.execute();
		expect(notices).toEqual([]);
	});

	test('what stands in the poll would be the same had they voted in any other order', () => {
		const last = JSON.parse(tallies.at(-1) ?? '') as Record<string, unknown[]>;
		for (const list of Object.values(last)) {
			const words = list.map((each) => JSON.stringify(each));
			expect(words).toEqual(words.toSorted());
		}
	});

	test('no event names who has voted', () => {
		const { emitted } = alliance.house;
		const about = emitted.filter((event) => JSON.stringify(event).includes(poll.id));
		expect(about).toEqual([]);
	});

	if (dialect === 'PostgreSQL') {
		const writtenRows = async () => {
			const { rows } = await sql<{ transaction: string; slot: number }>`
				select xmin::text as transaction, (ctid::text::point)[1]::int as slot
				from poll_voters`.execute(alliance.database.db);
			return rows;
		};

		test('all rows of voters were written in one transaction', async () => {
			const rows = await writtenRows();
			expect(rows).toHaveLength(votes.length);
			expect(new Set(rows.map(({ transaction }) => transaction)).size).toBe(1);
		});

		test('rows of before a vote are cleared away: their places are taken again', async () => {
			const everWritten = votes.reduce((sum, _, index) => sum + index + 1, 0);
			const last = Math.max(...(await writtenRows()).map(({ slot }) => slot));
			expect(last).toBeLessThan(everWritten - votes.length);
		});
		return;
	}

	const files = (): Buffer => {
		const { file } = alliance.database as unknown as { file: string };
		const log = `${file}-wal`;
		expect(existsSync(log) ? statSync(log).size : 0).toBe(0);
		return readFileSync(file);
	};

	test('the files keep nothing of how it stood after each vote but the last', () => {
		const bytes = files();
		expect(bytes.includes(tallies.at(-1) ?? '')).toBe(true);
		for (const earlier of tallies.slice(0, -1)) expect(bytes.includes(earlier)).toBe(false);
	});

	test('voters stand in the file in alphabetical order, not in that of their votes', () => {
		const bytes = files();
		const places = votes
			.map(([voter]) => voter)
			.toSorted()
			.map((voter) => {
				const found = bytes.indexOf(poll.id + voter);
				expect(found).toBeGreaterThan(0);
				// And in one place only.
				expect(bytes.indexOf(poll.id + voter, found + 1)).toBe(-1);
				return found;
			});
		// SQLite fills a page from its end.
		expect(places).toEqual(places.toSorted((one, other) => other - one));
	});
});
