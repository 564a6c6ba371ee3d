// Matching words with PostgreSQL's tsvector. Words of the title stand in it twice, the second time as `t:word`, and
// circles as `s:circle`, so that one GIN index answers for all of them; no word of a text can hold a colon.
import { sql } from 'kysely';
import type { Lookup, Piece, Term } from '#server/domain/search/search-index.ts';
import type { Db } from './database.ts';
import type { EntryRow, TextIndex } from './search-index.ts';

/** The last place a tsvector tells apart; later words count as standing there. */
const lastPlace = 16_383;
/** Places that a tsvector keeps of one word. */
const mostPlaces = 255;

export const postgresText = (db: Db): TextIndex => ({
	async find(lookup) {
		const { rows } = await sql<EntryRow>`
			select entry.* from search_text
			join search_entries as entry on entry.number = search_text.number
			where search_text.words @@ ${expression(lookup)}::tsquery
				${lookup.before === undefined ? sql`` : sql`and search_text.number < ${lookup.before}`}
				${lookup.from === undefined ? sql`` : sql`and entry.at >= ${lookup.from}`}
				${lookup.until === undefined ? sql`` : sql`and entry.at < ${lookup.until}`}
			order by search_text.number desc limit ${lookup.limit}`.execute(db);
		return rows;
	},
	async add(rows) {
		for (const row of rows) {
			await sql`insert into search_text (number, words)
				values (${row.number}, ${vector(row)}::tsvector)`.execute(db);
		}
	},
	async remove(rows) {
		if (rows.length === 0) return;
		const numbers = sql.join(rows.map(({ number }) => number));
		await sql`delete from search_text where number in (${numbers})`.execute(db);
	}
});

function vector({ title_words, body_words, scope }: EntryRow): string {
	const places = new Map<string, number[]>();
	const stand = (lexeme: string, place: number): void => {
		const known = places.get(lexeme) ?? [];
		if (known.at(-1) !== place) known.push(place);
		places.set(lexeme, known);
	};
	const split = (words: string): string[] => words.split(' ').filter((word) => word !== '');
	const title = split(title_words);
	for (const [index, word] of title.entries()) {
		stand(word, Math.min(index + 1, lastPlace));
		stand(`t:${word}`, Math.min(index + 1, lastPlace));
	}
	// A gap: a phrase does not run from the title into the text.
	for (const [index, word] of split(body_words).entries()) {
		stand(word, Math.min(title.length + 2 + index, lastPlace));
	}
	for (const circle of split(scope)) stand(`s:${circle}`, 1);
	return [...places]
		.map(([lexeme, at]) => `${quoted(lexeme)}:${at.slice(0, mostPlaces).join(',')}`)
		.join(' ');
}

function expression({ terms, where, unlike, scopes }: Lookup): string {
	const inScope = scopes.map(
		(any) => `(${any.map((circle) => quoted(`s:${circle}`)).join(' | ')})`
	);
	return [
		all(where === 'title' ? 't:' : '', terms),
		...(where === 'elsewhere' ? [`!${all('t:', terms)}`] : []),
		...(unlike === undefined ? [] : [`!${all('', unlike)}`]),
		...inScope
	].join(' & ');
}

const all = (place: '' | 't:', terms: readonly Term[]): string =>
	`(${terms.map((term) => `(${term.map((piece) => phrase(place, piece)).join(' | ')})`).join(' & ')})`;

const phrase = (place: '' | 't:', { words, isPrefix }: Piece): string =>
	`(${words.map((word, index) => `${quoted(place + word)}${isPrefix && index === words.length - 1 ? ':*' : ''}`).join(' <-> ')})`;

/** Words are letters and digits alone, so nothing in them can end the quotation. */
const quoted = (lexeme: string): string => `'${lexeme}'`;
