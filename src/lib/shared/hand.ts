// The hand in which a member writes: one of the presence colours, the same on every page and for everybody.
import { handCount } from './collab-protocol.ts';

/** 1 … handCount, from the member's id. */
export function handOf(memberId: string): number {
	// FNV-1a: short, and spreads ids that differ only in a few places.
	let hash = 0x811c9dc5;
	for (const letter of memberId) {
		hash = Math.imul(hash ^ (letter.codePointAt(0) ?? 0), 0x01000193) >>> 0;
	}
	return (hash % handCount) + 1;
}

/** At most two letters for an avatar: of the first and the last word of a name. */
export function initialsOf(name: string): string {
	const words = name.split(/\s+/).filter(Boolean);
	const ends = words.length > 1 ? [words[0], words.at(-1)] : words;
	return ends.map((word) => [...(word ?? '')][0]?.toLocaleUpperCase('en-GB') ?? '').join('');
}
