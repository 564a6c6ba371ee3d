// How a section is spoken of where its round's form is not at hand.
import { sectionKeys, type SectionKey } from '#shared/sections.ts';

const titles: Partial<Record<SectionKey, string>> = {
	why: 'Why we are a Pledge Maker',
	'next-steps': 'Next Steps',
	'statement-of-intent': 'Statement of Intent'
};

/** "Commitment 3", "Next Steps"; of a key that no form so far has had, the key. */
export function sectionInWords(key: string): string {
	const known = sectionKeys.find((each) => each === key);
	return (known && titles[known]) ?? key.replace(/^commitment-/, 'Commitment ');
}
