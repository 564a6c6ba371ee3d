// Discussions on commitments, groups, notes, sections and challenges: threads of numbered posts, seen by those who may
// see what they are about, or fewer. Words belong to their author; moderators may close, pin, hide and move, never
// rewrite.
import type { DiscussionsDeps } from './discussions-deps.ts';
import { createFollowing } from './following.ts';
import { createMentioning } from './mentioning.ts';
import { createModerating } from './moderating.ts';
import { createMoving } from './moving.ts';
import { createPosting } from './posting.ts';
import { createReading } from './reading.ts';
import { createTelling } from './telling.ts';

export type { DiscussionsDeps } from './discussions-deps.ts';
export type Discussions = ReturnType<typeof createDiscussions>;

export function createDiscussions(deps: DiscussionsDeps) {
	const { mentioned, mentionable } = createMentioning(deps);
	const reading = createReading(deps);
	const telling = createTelling(deps);
	return {
		...reading,
		...createPosting(deps, { mentioned }, telling, reading),
		...createModerating(deps, telling, reading),
		...createMoving(deps, reading),
		...createFollowing(deps, reading),
		mentionable
	};
}
