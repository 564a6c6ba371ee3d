// The facts of a challenge that decide who may do what about it. Pure.
import type { ChallengeTarget } from '#server/domain/access/targets.ts';
import type { ChallengeRow } from '#server/storage/challenges.ts';

export const challengeTarget = (
	row: Pick<ChallengeRow, 'audience' | 'organisation_id' | 'group_id' | 'author_id' | 'closed_at'>
): ChallengeTarget => ({
	kind: 'challenge',
	audience: row.audience,
	organisationId: row.organisation_id,
	groupId: row.group_id,
	authorId: row.author_id,
	isClosed: row.closed_at !== null
});
