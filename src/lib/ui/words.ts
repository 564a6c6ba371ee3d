// States and numbers in the words of the interface.
import { sectionStates, type SectionState } from '#shared/states.ts';
import { counted, numberInWords } from '#shared/counting-words.ts';

export { counted, listed, numberInWords, opening } from '#shared/counting-words.ts';

export const stateWords: Record<SectionState, string> = {
	'not-started': 'Not started',
	drafting: 'Being written',
	'ready-for-review': 'Ready for review',
	'changes-asked': 'Changes asked',
	agreed: 'Agreed'
};

/** What ten stitches show, as a sentence: "Of ten sections: three agreed, two being written, five not started." */
export function sectionsInWords(states: readonly SectionState[]): string {
	const phrases = sectionStates.toReversed().flatMap((state) => {
		const count = states.filter((each) => each === state).length;
		const word = state === 'changes-asked' ? 'with changes asked' : stateWords[state].toLowerCase();
		return count === 0 ? [] : [`${count === states.length ? 'all' : numberInWords(count)} ${word}`];
	});
	return `Of ${counted(states.length, 'section')}: ${phrases.join(', ')}.`;
}
