// The migrated schema, on both databases: what storage/tables says, and what the CHECKs refuse (F17).
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DatabaseTooNew, migrate } from '#server/storage/database.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';

/** Columns by table, with whether they may be null, as declared in server/storage/tables/. */
function declared(): Record<string, Record<string, boolean>> {
	const folder = path.resolve(import.meta.dirname, '../../server/storage/tables');
	const body = readdirSync(folder)
		.map((file) => readFileSync(path.join(folder, file), 'utf8'))
		.join('\n');
	const tables: Record<string, Record<string, boolean>> = {};
	for (const [, name = '', columns = ''] of body.matchAll(/^\t(\w+): \{([\s\S]*?)\n?\t?\};/gm)) {
		const plain = columns.replace(/\/\*\*[\s\S]*?\*\//g, '');
		tables[name] = Object.fromEntries(
			[...plain.matchAll(/(\w+): ([^;]+);?/g)].map(([, column = '', type = '']) => [
				column,
				type.includes('null')
			])
		);
	}
	return tables;
}

/** The full-text index is each database's own (storage/search-index.{sqlite,postgres}.ts). */
const isOurs = ({ name }: { name: string }): boolean => !/^search_text(_|$)/.test(name);

forEachDialect((dialect, open) => {
	let database: Opened;
	beforeAll(async () => {
		database = await open();
	});
	afterAll(() => database.close());

	test('storage/tables names every table and column of the schema, and whether it may be empty', async () => {
		const tables = await database.db.introspection.getTables();
		const actual = Object.fromEntries(
			tables.filter(isOurs).map(({ name, columns }) => [
				name,
				Object.fromEntries(
					// SQLite reports a text primary key as nullable; the declaration is what counts there.
					columns.map((column) => [column.name, column.isNullable])
				)
			])
		);
		const expected = declared();
		expect(Object.keys(actual).sort()).toEqual(Object.keys(expected).sort());
		for (const [table, columns] of Object.entries(expected)) {
			expect(Object.keys(actual[table] ?? {}).sort(), table).toEqual(Object.keys(columns).sort());
			for (const [column, isNullable] of Object.entries(columns)) {
				const isKey = dialect === 'SQLite' && (actual[table]?.[column] ?? false) && !isNullable;
				if (!isKey) expect(actual[table]?.[column], `${table}.${column}`).toBe(isNullable);
			}
		}
	});

	describe('[F17] the schema itself refuses junk', () => {
		const now = '2026-11-23T10:00:00.000Z';
		const thread = (commitment: number | null, groupId: string | null, audience: string) =>
			sql`insert into threads (id, commitment, group_id, title, audience, author_id, is_sample, created_at)
				values ('t', ${commitment}, ${groupId}, 'T', ${audience}, 'seed-m', 0, ${now})`;
		const refused: [what: string, statement: ReturnType<typeof sql>][] = [
			[
				'an organisation of no known kind',
				sql`insert into organisations values ('o', 'O', 'O', 'friend', 'b', 'r', ${now}, null)`
			],
			[
				'an address with capitals',
				sql`insert into members values ('m', 'A@b.c', 'M', null, 0, ${now}, null)`
			],
			[
				'a role nobody defined',
				sql`insert into memberships values ('seed-m', 'seed-o', 'owner', ${now})`
			],
			[
				'an alliance role nobody defined',
				sql`insert into alliance_roles values ('seed-m', 'admin')`
			],
			['an eighth commitment', sql`insert into pledge_commitments values ('2021', 8, 't', 'w')`],
			['a document of no known kind', sql`insert into documents values ('d', 'file', 1, ${now})`],
			[
				'a membership of nobody',
				sql`insert into memberships values ('no-one', 'seed-o', 'lead', ${now})`
			],
			['a thread for one organisation that names none', thread(3, null, 'organisation')],
			['a thread with an unknown audience', thread(3, null, 'everybody')],
			['a thread in two places', thread(3, 'seed-g', 'place')],
			['a thread in no place', thread(null, null, 'place')],
			[
				'a note with an unknown visibility',
				sql`insert into notes (id, title, author_id, organisation_id, visibility, document_name, is_sample, created_at)
					values ('n', 'N', 'seed-m', 'seed-o', 'friends', 'note-n', 0, ${now})`
			],
			[
				'a version of no known kind',
				sql`insert into document_versions values ('v', 'seed-d', 1, 'writing', 'N', ${now}, null, ${now})`
			],
			[
				'a version of a text that is not there',
				sql`insert into document_versions values ('v', 'no-text', 1, 'named', 'N', ${now}, null, ${now})`
			],
			[
				'a thinned stretch that ends before it begins',
				sql`insert into document_thinned_stretches values ('seed-d', 5, 4, 'hour')`
			]
		];

		beforeAll(async () => {
			await sql`insert into organisations values ('seed-o', 'Seed', 'S', 'pledge-maker', 'b', 'r', ${now}, null)`.execute(
				database.db
			);
			await sql`insert into groups (id, slug, name, purpose, joining, called, roles, review_months, reviewed_at, is_sample, created_at)
				values ('seed-g', 'g', 'G', 'p', 'open', 'Working group', '[]', 6, ${now}, 0, ${now})`.execute(
				database.db
			);
			await sql`insert into documents values ('seed-d', 'note', 1, ${now})`.execute(database.db);
			await sql`insert into members values ('seed-m', 'seed@demo.test', 'Seed', null, 0, ${now}, null)`.execute(
				database.db
			);
		});

		test.each(refused)('%s', async (_, statement) => {
			await expect(statement.execute(database.db)).rejects.toThrow(/check|constraint|foreign/i);
		});
	});

	test('migrating again changes nothing', async () => {
		expect(await migrate(database.db)).toEqual([]);
	});

	test('a database that a newer program has written is refused and left alone', async () => {
		const newer = await open();
		await sql`insert into kysely_migration (name, timestamp) values ('2099-01-01-99-from-the-future', 'x')`.execute(
			newer.db
		);
		await expect(migrate(newer.db)).rejects.toThrow(DatabaseTooNew);
		await expect(migrate(newer.db)).rejects.toThrow(/newer version/);
		await newer.close();
	});
});
