import { describe, expect, test } from 'vitest';
import type { Board, BoardReport } from '#server/domain/rounds/round-board.ts';
import type { SectionState } from '#shared/states.ts';
import { holdingInWords, newsOf } from './board-words.ts';

const columns = [
	{ key: 'commitment-2', title: 'Measure and report', commitment: 2 },
	{ key: 'next-steps', title: 'Next Steps', commitment: null }
];

const report = (state: SectionState, more: Partial<BoardReport> = {}): BoardReport => ({
	id: 'leeds',
	title: 'Synergi-Leeds Partnership',
	state: 'draft',
	isSample: false,
	organisations: [],
	sections: columns.map(({ key }) => ({ key, state, isSigned: false })),
	signatures: [],
	holdsBack: [],
	mayRead: false,
	...more
});

const board = (...reports: BoardReport[]): Board => ({
	round: {} as Board['round'],
	columns,
	reports,
	withoutReport: [],
	isWhole: true
});

describe('the board in words', () => {
	test('a reason says where it applies, and how often', () => {
		const holding = {
			kind: 'broken-link',
			section: 'commitment-2',
			message: 'A link leads nowhere.'
		};
		expect(holdingInWords(columns, { ...holding, count: 1 } as never)).toBe(
			'Commitment 2: A link leads nowhere'
		);
		expect(holdingInWords(columns, { ...holding, section: 'next-steps', count: 3 } as never)).toBe(
			'“Next Steps”: A link leads nowhere (three times)'
		);
	});

	test('a state that changed is told with its place; nothing is said when nothing did', () => {
		const [first, second] = report('drafting').sections;
		const changed = report('drafting', {
			sections: [{ ...first!, state: 'agreed' }, second!]
		});
		expect(newsOf(board(report('drafting')), board(changed))).toBe(
			'Synergi-Leeds Partnership, commitment 2: Agreed.'
		);
		expect(newsOf(board(changed), board(changed))).toBeNull();
	});

	test('a signature shows in each section it holds on', () => {
		const signed = report('agreed', {
			sections: report('agreed').sections.map((section) => ({ ...section, isSigned: true }))
		});
		expect(newsOf(board(report('agreed')), board(signed))).toBe(
			'Synergi-Leeds Partnership, commitment 2: Signed. Synergi-Leeds Partnership, “Next Steps”: Signed.'
		);
	});

	test('a draft that has begun is told; many changes are counted', () => {
		expect(newsOf(board(), board(report('not-started')))).toBe(
			'Synergi-Leeds Partnership: a draft has begun.'
		);
		const two = (state: SectionState) => board(report(state), report(state, { id: 'hackney' }));
		expect(newsOf(two('drafting'), two('agreed'))).toBe('The board has changed in four places.');
	});
});
