// How a section goes from nothing to agreed words. Its writers say that it is being written or ready for review; its
// reviewer and the leads of its organisations agree it or ask for changes. Pure.
import type { SectionState } from '#shared/states.ts';

/** What somebody may say of a section. That it is not started nobody has to say. */
export type SectionMove = Exclude<SectionState, 'not-started'>;

/** Whose word a move is. */
export const isReviewMove = (to: SectionMove): boolean => to === 'agreed' || to === 'changes-asked';

/**
 * The state a section is in, from what was last said of it and from its text: once somebody has begun it is being
 * written, whether or not anyone has said so, and agreed words that were changed want another look.
 * @param now.sha256 fingerprint of its text as it stands
 */
export function sectionStateNow(
	stored: { state: SectionState; agreed_sha256: string | null } | undefined,
	now: { words: number; sha256: string }
): SectionState {
	const said = stored?.state ?? 'not-started';
	if (said === 'not-started' && now.words > 0) return 'drafting';
	const agreed = stored?.agreed_sha256 ?? null;
	return said === 'agreed' && agreed !== null && agreed !== now.sha256 ? 'ready-for-review' : said;
}

/** What is stored when a section moves: agreement is bound to the words that were agreed. */
export const moved = (
	to: SectionMove,
	{ sha256 }: { sha256: string }
): { state: SectionMove; agreed_sha256: string | null } => ({
	state: to,
	agreed_sha256: to === 'agreed' ? sha256 : null
});
