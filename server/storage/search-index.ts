// The full-text index: what both databases keep alike. How words are matched stands in search-index.{sqlite,postgres}.ts.
import { SqliteAdapter } from 'kysely';
import type {
	Lookup,
	SearchEntry,
	SearchIndex,
	StoredEntry
} from '#server/domain/search/search-index.ts';
import type { Db } from './database.ts';
import { postgresText } from './search-index.postgres.ts';
import { sqliteText } from './search-index.sqlite.ts';
import type { Tables } from './tables.ts';

export type EntryRow = Omit<Tables['search_entries'], 'number'> & { number: number };

/** The part in which the databases differ. */
export type TextIndex = {
	/** Entries that fit, the newest first. */
	find(lookup: Lookup): Promise<EntryRow[]>;
	add(rows: readonly EntryRow[]): Promise<void>;
	/** Takes out what was put in for exactly these rows. */
	remove(rows: readonly EntryRow[]): Promise<void>;
};

/** Values per statement, below what either database takes. */
const perStatement = 500;

export const searchIndexQueries = (db: Db): SearchIndex => {
	const text: TextIndex =
		db.getExecutor().adapter instanceof SqliteAdapter ? sqliteText(db) : postgresText(db);

	/** Counts words in and out; one that is in no entry any more goes. */
	async function countWords(counts: ReadonlyMap<string, number>): Promise<void> {
		const changed = [...counts].filter(([, by]) => by !== 0);
		for (const some of chunks(changed)) {
			await db
				.insertInto('search_words')
				.values(some.map(([word, entries]) => ({ word, entries })))
				.onConflict((conflict) =>
					conflict.column('word').doUpdateSet((e) => ({
						entries: e('search_words.entries', '+', e.ref('excluded.entries'))
					}))
				)
				.execute();
		}
		const fewer = changed.flatMap(([word, by]) => (by < 0 ? [word] : []));
		for (const some of chunks(fewer)) {
			await db
				.deleteFrom('search_words')
				.where('word', 'in', some)
				.where('entries', '<=', 0)
				.execute();
		}
	}

	return {
		async find(lookup) {
			// No word is no search, not one that everything answers.
			return lookup.terms.length === 0 ? [] : (await text.find(lookup)).map(toStored);
		},

		async replace(subjects, entries) {
			const counts = new Map<string, number>();
			const count = (row: Pick<EntryRow, 'title_words' | 'body_words'>, by: number): void => {
				for (const word of new Set(`${row.title_words} ${row.body_words}`.split(' '))) {
					if (word !== '') counts.set(word, (counts.get(word) ?? 0) + by);
				}
			};
			const stored = await rowsOf(db, subjects);
			const before = new Map(stored.map((row) => [row.key, row]));
			const after = new Map(entries.map((entry) => [entry.key, toRow(entry)]));

			const gone = stored.filter(({ key }) => !after.has(key));
			const come = [...after.values()].filter(({ key }) => !before.has(key));
			const changed = [...after.values()].flatMap((row) => {
				const old = before.get(row.key);
				return old === undefined || isSame(old, row)
					? []
					: [{ old, row: { ...row, number: old.number } }];
			});

			await text.remove([...gone, ...changed.map(({ old }) => old)]);
			for (const some of chunks(gone)) {
				await db
					.deleteFrom('search_entries')
					.where(
						'number',
						'in',
						some.map(({ number }) => number)
					)
					.execute();
			}
			for (const { row } of changed) {
				const { number, ...set } = row;
				await db.updateTable('search_entries').set(set).where('number', '=', number).execute();
			}
			const added: EntryRow[] = [];
			for (const some of chunks(come)) {
				added.push(
					...(await db.insertInto('search_entries').values(some).returningAll().execute())
				);
			}
			await text.add([...added, ...changed.map(({ row }) => row)]);

			for (const row of [...gone, ...changed.map(({ old }) => old)]) count(row, -1);
			for (const row of [...added, ...changed.map(({ row }) => row)]) count(row, 1);
			await countWords(counts);

			const shownElsewhere = changed.filter(
				({ old, row }) =>
					old.title !== row.title || old.path !== row.path || old.scope !== row.scope
			);
			return [
				...new Set(
					[...gone, ...added, ...shownElsewhere.map(({ row }) => row)].map((row) => row.subject)
				)
			];
		},

		wordsAfter(number) {
			return db
				.selectFrom('search_words')
				.select(['number', 'word'])
				.where('number', '>', number)
				.orderBy('number')
				.execute();
		}
	};
};

async function rowsOf(db: Db, subjects: readonly string[]): Promise<EntryRow[]> {
	const rows: EntryRow[] = [];
	for (const some of chunks(subjects)) {
		rows.push(
			...(await db.selectFrom('search_entries').selectAll().where('subject', 'in', some).execute())
		);
	}
	return rows;
}

const toRow = (entry: SearchEntry): Omit<EntryRow, 'number'> => ({
	key: entry.key,
	subject: entry.subject,
	kind: entry.kind,
	target_id: entry.targetId,
	title: entry.title,
	body: entry.body,
	context: entry.context,
	path: entry.path,
	words_of: entry.wordsOf,
	title_words: entry.titleWords.join(' '),
	body_words: entry.bodyWords.join(' '),
	scope: [...new Set(entry.scope)].sort().join(' '),
	at: entry.at
});

const toStored = (row: EntryRow): StoredEntry => ({
	number: row.number,
	key: row.key,
	subject: row.subject,
	kind: row.kind,
	targetId: row.target_id,
	title: row.title,
	body: row.body,
	context: row.context,
	path: row.path,
	wordsOf: row.words_of,
	at: row.at
});

const isSame = (old: EntryRow, row: Omit<EntryRow, 'number'>): boolean =>
	(Object.keys(row) as (keyof typeof row)[]).every((column) => old[column] === row[column]);

function chunks<T>(items: readonly T[]): T[][] {
	const parts: T[][] = [];
	for (let first = 0; first < items.length; first += perStatement) {
		parts.push(items.slice(first, first + perStatement));
	}
	return parts;
}
