// Discussions on commitments: threads of numbered posts, seen by all Pledge Makers, by Pledge Makers and Supporters,
// or by one organisation. Words belong to their author; moderators may close, pin and hide, never rewrite.
import type { DiscussionsDeps } from './discussions-deps.ts';
import { createMentioning } from './mentioning.ts';
import { createModerating } from './moderating.ts';
import { createPosting } from './posting.ts';
import { createReading } from './reading.ts';

export type { DiscussionsDeps } from './discussions-deps.ts';
export type Discussions = ReturnType<typeof createDiscussions>;

export function createDiscussions(deps: DiscussionsDeps) {
	const { mentioned, mentionable } = createMentioning(deps);
	const reading = createReading(deps);
	return {
		...reading,
		...createPosting(deps, { mentioned }, reading),
		...createModerating(deps, reading),
		mentionable
	};
}
