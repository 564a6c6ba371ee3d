// The ten sections of a progress report, in page order. Their titles and instructions belong to a round's
// template (storage); the keys are the same in every template so far and name the text's fragments.

export const sectionKeys = [
	'why',
	'commitment-1',
	'commitment-2',
	'commitment-3',
	'commitment-4',
	'commitment-5',
	'commitment-6',
	'commitment-7',
	'next-steps',
	'statement-of-intent'
] as const;
export type SectionKey = (typeof sectionKeys)[number];
