// The board in words: what a cell says, what would hold a report back, and what has changed since a moment ago. Pure.
import type { Board, BoardHolding, BoardReport } from '#server/domain/rounds/round-board.ts';
import type { SectionState } from '#shared/states.ts';
import { listed, numberInWords, opening, stateWords } from '../ui/words.ts';

export type CellState = SectionState | 'signed';
export type BoardColumn = Board['columns'][number];

/** On the board the word may shorten, the shape never changes. */
export const cellWords: Record<CellState, string> = {
	...stateWords,
	drafting: 'Writing',
	'ready-for-review': 'For review',
	'changes-asked': 'Changes',
	signed: 'Signed'
};

export const cellOf = ({ state, isSigned }: BoardReport['sections'][number]): CellState =>
	isSigned ? 'signed' : state;

/** "commitment 3", "“Next Steps”". */
export function placeOf(columns: readonly BoardColumn[], key: string): string {
	const column = columns.find((each) => each.key === key);
	if (column === undefined) return key;
	return column.commitment === null ? `“${column.title}”` : `commitment ${column.commitment}`;
}

/** One reason why a report would be held back: "Commitment 2: a table without a heading row." */
export function holdingInWords(columns: readonly BoardColumn[], holding: BoardHolding): string {
	const times = holding.count === 1 ? '' : ` (${numberInWords(holding.count)} times)`;
	const sentence = holding.message.replace(/\.$/, '');
	const place = holding.section === null ? '' : `${opening(placeOf(columns, holding.section))}: `;
	return `${place}${sentence}${times}`;
}

/** How each report is written: "Joint report of Leeds and Hackney". */
export const writtenBy = ({ organisations }: BoardReport): string =>
	organisations.length > 1
		? `Joint report of ${listed(organisations.map(({ shortName }) => shortName))}`
		: 'One organisation';

/** More than this would be read out for longer than anybody listens. */
const mostNews = 3;

/** What a person who does not see the cells change is told; null when nothing did. */
export function newsOf(before: Board, after: Board): string | null {
	const changes = after.reports.flatMap((report) => {
		const earlier = before.reports.find(({ id }) => id === report.id);
		if (earlier === undefined) return [`${report.title}: a draft has begun`];
		return report.sections.flatMap((section) => {
			const then = earlier.sections.find(({ key }) => key === section.key);
			const state = cellOf(section);
			if (then === undefined || cellOf(then) === state) return [];
			return [`${report.title}, ${placeOf(after.columns, section.key)}: ${cellWords[state]}`];
		});
	});
	if (changes.length === 0) return null;
	if (changes.length > mostNews) {
		return `The board has changed in ${numberInWords(changes.length)} places.`;
	}
	return `${changes.join('. ')}.`;
}
