// Matching words with SQLite's FTS5. The table of entries is its content (migration 22), so that what is taken out is
// exactly what was put in. FTS5 gives rows in the order of their numbers without looking at all that fit.
import { sql } from 'kysely';
import type { Lookup, Piece, Term } from '#server/domain/search/search-index.ts';
import type { Db } from './database.ts';
import type { EntryRow, TextIndex } from './search-index.ts';

const words = '{title_words body_words}';

export const sqliteText = (db: Db): TextIndex => ({
	async find(lookup) {
		const { rows } = await sql<EntryRow>`
			select entry.* from search_text
			cross join search_entries as entry on entry.number = search_text.rowid
			where search_text match ${expression(lookup)}
				${lookup.before === undefined ? sql`` : sql`and search_text.rowid < ${lookup.before}`}
				${lookup.from === undefined ? sql`` : sql`and entry.at >= ${lookup.from}`}
				${lookup.until === undefined ? sql`` : sql`and entry.at < ${lookup.until}`}
			order by search_text.rowid desc limit ${lookup.limit}`.execute(db);
		return rows;
	},
	async add(rows) {
		for (const { number, title_words, body_words, scope } of rows) {
			await sql`insert into search_text (rowid, title_words, body_words, scope)
				values (${number}, ${title_words}, ${body_words}, ${scope})`.execute(db);
		}
	},
	async remove(rows) {
		for (const { number, title_words, body_words, scope } of rows) {
			await sql`insert into search_text (search_text, rowid, title_words, body_words, scope)
				values ('delete', ${number}, ${title_words}, ${body_words}, ${scope})`.execute(db);
		}
	}
});

function expression({ terms, where, unlike, scopes }: Lookup): string {
	const inScope = scopes.map((any) => `scope : (${any.map(quoted).join(' OR ')})`);
	const columns = where === 'title' ? 'title_words' : words;
	const notInTitle = where === 'elsewhere' ? ` NOT ${all('title_words', terms)}` : '';
	const wanted = `(${all(columns, terms)}${notInTitle})`;
	const found = [wanted, ...inScope].join(' AND ');
	return unlike === undefined ? found : `(${found}) NOT ${all(words, unlike)}`;
}

const all = (columns: string, terms: readonly Term[]): string =>
	`(${terms.map((term) => `${columns} : (${term.map(phrase).join(' OR ')})`).join(' AND ')})`;

/** Words are letters and digits alone, so nothing in them can end the quotation. */
const phrase = ({ words, isPrefix }: Piece): string =>
	`${quoted(words.join(' '))}${isPrefix ? ' *' : ''}`;

const quoted = (token: string): string => `"${token}"`;
