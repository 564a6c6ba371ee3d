// Where each piece lies in a copy. Names are plain letters, digits and hyphens, whatever a title holds: no path leads
// out of the folder. Pure.
import type { Piece } from './pieces.ts';

const longestName = 60;

/** @returns a name for a file, never empty */
export const fileName = (words: string): string =>
	words
		.normalize('NFKD')
		.replace(/\p{M}/gu, '')
		.toLowerCase()
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, longestName)
		.replace(/^-+|-+$/g, '') || 'untitled';

/** Without the ending of a file. */
export function pathOf(piece: Piece): string {
	switch (piece.kind) {
		case 'report':
			return `reports/round-${piece.round.number}/${fileName(piece.report.slug)}/now`;
		case 'edition': {
			const withdrawn =
				piece.withdrawnAt === null ? '' : `-withdrawn-${fileName(piece.withdrawnAt)}`;
			return `reports/round-${piece.round.number}/${fileName(piece.report.slug)}/edition-${piece.number}${withdrawn}`;
		}
		case 'synthesis':
			return `rounds/round-${piece.round.number}/synthesis-edition-${piece.number}`;
		case 'thread':
			// The end of an id is random, its beginning the time.
			return `discussions/${piece.commitment === null ? 'elsewhere' : `commitment-${piece.commitment}`}/${fileName(piece.title)}-${fileName(piece.id.slice(-8))}`;
		case 'note':
			return `notes/${fileName(piece.title)}-${fileName(piece.id.slice(-8))}`;
		case 'round':
			return `rounds/round-${piece.round.number}/round`;
		case 'people':
			return 'people';
		case 'log':
			return `log/part-${piece.part}`;
	}
}
