// How a section is named and numbered on this page.
import type { PageData } from './$types';

export type Section = PageData['report']['sections'][number];

/** What stands before the title: the commitment's number, or a printer's sign where there is none. */
export function signOf({ key, commitment }: Section): string {
	if (commitment !== null) return String(commitment);
	return key === 'why' ? '¶' : key === 'next-steps' ? '→' : '§';
}

/** Something written makes a section "being written", whether or not anybody has said so. */
export const stateOf = (section: Section, words: number): Section['state'] =>
	section.state === 'not-started' && words > 0 ? 'drafting' : section.state;
