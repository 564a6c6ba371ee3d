// The full-text index on both databases: the same words find the same entries.
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Lookup, SearchEntry } from '#server/domain/search/search-index.ts';
import { termsIn, wordsIn } from '#server/domain/search/words.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';

const entry = (
	id: string,
	title: string,
	body: string,
	scope: string[] = ['xall', 'knote'],
	at = '2026-11-01T10:00:00.000Z'
): SearchEntry => ({
	key: `note:${id}`,
	subject: `note:${id}`,
	kind: 'note',
	targetId: id,
	title,
	body,
	context: 'Learning note',
	path: `/learning/${id}`,
	wordsOf: null,
	titleWords: wordsIn(title),
	bodyWords: wordsIn(body),
	scope,
	at
});

const texts = [
	entry('pay', 'Paying partners on time', 'A thirty-day rule for community partners.'),
	entry('cafe', 'A café for carers', 'Carers meet; the rule is that nobody is late.'),
	entry('circle', 'Telephone circle', 'Late payment was not the matter, distance was.'),
	entry('closed', 'Paying late', 'For the group alone.', ['gone', 'knote']),
	entry('old', 'Before the round', 'Community work.', ['xall', 'kpost'], '2021-05-25T10:00:00.000Z')
];

forEachDialect((_, open) => {
	let database: Opened;
	beforeAll(async () => {
		database = await open();
		await replaceAll(texts);
	});
	afterAll(() => database.close());

	const replaceAll = (entries: readonly SearchEntry[]) =>
		database.store.transaction((inside) =>
			inside.searchIndex.replace(
				entries.map(({ subject }) => subject),
				entries
			)
		);
	const find = async (typed: string, more: Partial<Lookup> = {}): Promise<string[]> => {
		const found = await database.store.searchIndex.find({
			terms: termsIn(typed),
			where: 'anywhere',
			scopes: [['xall']],
			limit: 10,
			...more
		});
		return found.map(({ targetId }) => targetId);
	};

	test('all words must be there, in the title or in the text, the newest entry first', async () => {
		expect(await find('late ')).toEqual(['circle', 'cafe']);
		expect(await find('rule partners ')).toEqual(['pay']);
		expect(await find('rule distance ')).toEqual([]);
	});

	test('the last word may be unfinished, the others may not', async () => {
		expect(await find('paym')).toEqual(['circle']);
		expect(await find('paym late')).toEqual([]);
		expect(await find('late paym')).toEqual(['circle']);
	});

	test('words in quotation marks must stand together, and never run from the title into the text', async () => {
		expect(await find('"late payment"')).toEqual(['circle']);
		expect(await find('"payment late"')).toEqual([]);
		expect(await find('"circle late"')).toEqual([]);
		expect(await find('"late pay')).toEqual(['circle']);
	});

	test('accents and capitals make no difference', async () => {
		expect(await find('CAFE ')).toEqual(['cafe']);
		expect(await find('café ')).toEqual(['cafe']);
	});

	test('what carries all words in its title is found apart from what holds them elsewhere', async () => {
		expect(await find('carers ', { where: 'title' })).toEqual(['cafe']);
		expect(await find('late ', { where: 'title' })).toEqual([]);
		expect(await find('carers ', { where: 'elsewhere' })).toEqual([]);
		expect(await find('community ', { where: 'elsewhere' })).toEqual(['old', 'pay']);
	});

	test('entries in none of the circles are not found, whatever they hold [F5]', async () => {
		expect(await find('paying ')).toEqual(['pay']);
		expect(await find('paying ', { scopes: [['xall', 'gone']] })).toEqual(['closed', 'pay']);
		expect(await find('gone ')).toEqual([]);
		expect(await find('community ', { scopes: [['xall'], ['kpost']] })).toEqual(['old']);
	});

	test('what is like the words is found without what holds them as they are', async () => {
		const terms = [
			[
				{ words: ['late'], isPrefix: false },
				{ words: ['time'], isPrefix: false }
			]
		];
		expect(await find('', { terms, unlike: termsIn('late ') })).toEqual(['pay']);
	});

	test('days bound what is found, and a page goes on after the one before', async () => {
		expect(await find('community ', { from: '2026-01-01' })).toEqual(['pay']);
		expect(await find('community ', { until: '2026-01-01' })).toEqual(['old']);
		const [first] = await database.store.searchIndex.find({
			terms: termsIn('community '),
			where: 'anywhere',
			scopes: [['xall']],
			limit: 1
		});
		expect(first?.targetId).toBe('old');
		expect(await find('community ', { before: first?.number })).toEqual(['pay']);
	});

	test('signs in what is typed are no commands to the database', async () => {
		for (const typed of [
			`' or 1=1 --`,
			`"`,
			`*`,
			`a"b`,
			`NEAR(a b)`,
			`t:x & !y`,
			`\\' :*`,
			'‘’“'
		]) {
			await expect(find(typed)).resolves.toEqual([]);
		}
	});

	describe('when a text changes', () => {
		const changing = (body: string) => entry('changing', 'A note', body);

		test('its new words are found, its old ones are gone, from the vocabulary too', async () => {
			await replaceAll([changing('quicksilver remains')]);
			expect(await find('quicksilver ')).toEqual(['changing']);
			await replaceAll([changing('brimstone remains')]);
			expect(await find('quicksilver ')).toEqual([]);
			expect(await find('brimstone remains ')).toEqual(['changing']);
			const words = (await database.store.searchIndex.wordsAfter(0)).map(({ word }) => word);
			expect(words).toContain('brimstone');
			expect(words).not.toContain('quicksilver');
			expect(words.filter((word) => word === 'remains')).toHaveLength(1);
		});

		test('only what others show with it is told of', async () => {
			await replaceAll([changing('one')]);
			expect(await replaceAll([changing('two')])).toEqual([]);
			expect(await replaceAll([{ ...changing('two'), scope: ['gone'] }])).toEqual([
				'note:changing'
			]);
		});

		test('what is not given again is gone', async () => {
			await replaceAll([changing('vermilion')]);
			await database.store.transaction((inside) =>
				inside.searchIndex.replace(['note:changing'], [])
			);
			expect(await find('vermilion ')).toEqual([]);
		});
	});

	test('a change in the database is pending in the same transaction, whoever makes it', async () => {
		const { db, store } = database;
		const at = '2026-11-01T10:00:00.000Z';
		const pending = async () =>
			(await store.searchSources.pending(100)).map(
				({ kind, subject_id }) => `${kind}:${subject_id}`
			);
		const settle = async () =>
			store.searchSources.settle(
				(await store.searchSources.pending(1000)).map(({ number }) => number)
			);
		const changes: [statement: ReturnType<typeof sql>, marked: string][] = [
			[
				sql`insert into organisations values ('o1', 'One', 'One', 'pledge-maker', 'b', 'r', ${at}, 'one')`,
				'organisation:o1'
			],
			[sql`insert into members values ('m1', 'm1@x.test', 'M', null, 0, ${at}, null)`, 'person:m1'],
			[sql`insert into memberships values ('m1', 'o1', 'drafter', ${at})`, 'person:m1'],
			[
				sql`insert into groups (id, slug, name, purpose, joining, called, roles, review_months, reviewed_at, is_sample, created_at)
					values ('g1', 'g', 'G', '', 'open', 'Group', '[]', 6, ${at}, 0, ${at})`,
				'group:g1'
			],
			[
				sql`insert into group_members values ('g1', 'm1', 'member', 0, 0, null, ${at})`,
				'person:m1'
			],
			[sql`delete from group_members`, 'person:m1'],
			[sql`update groups set joining = 'by-invitation'`, 'group:g1'],
			[
				sql`insert into threads (id, commitment, title, audience, author_id, is_sample, created_at)
					values ('t1', 3, 'T', 'pledge-makers', 'm1', 0, ${at})`,
				'thread:t1'
			],
			[sql`update threads set audience = 'pledge-makers-and-supporters'`, 'thread:t1'],
			[
				sql`insert into posts (id, thread_id, number, author_id, body, created_at)
					values ('p1', 't1', 1, 'm1', 'Words', ${at})`,
				'post:p1'
			],
			[sql`update posts set withdrawn_at = ${at}`, 'post:p1'],
			[
				sql`insert into live_sessions (id, title, purpose, kind, time_zone, minutes, noted, readers, leaving, materials, run, version, state, invitation_sequence, document_name, is_sample, created_by, created_at)
					values ('s1', 'S', '', 'creative-space', 'Europe/London', 60, '', 'room', 'chosen', '[]', '{}', 1, 'closing', 0, 'live-session-s1', 0, 'm1', ${at})`,
				'session:s1'
			],
			[sql`update live_sessions set state = 'closed'`, 'session:s1']
		];
		await settle();
		for (const [statement, marked] of changes) {
			await statement.execute(db);
			expect(await pending(), marked).toEqual([marked]);
			await settle();
		}
		await store.discussions.lockThread('t1');
		await sql`update live_sessions set version = 2`.execute(db);
		expect(await pending()).toEqual([]);
		await store.searchSources.markWithin('thread', ['t1']);
		expect(await pending()).toEqual(['post:p1']);
	});
});
