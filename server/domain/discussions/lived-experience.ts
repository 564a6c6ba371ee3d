// For whom a post is that tells of lived experience: by default the next smaller circle than its thread's, so that
// nobody speaks to more people than they meant to. Pure.
import { DomainError } from '#server/kernel/errors.ts';
import type { Member } from '#server/kernel/actor.ts';
import type { ThreadTarget } from '#server/domain/access/targets.ts';
import type { PostRow } from '#server/storage/discussions.ts';
import type { NewPost } from '#shared/discussion-input.ts';
import type { PostAudience } from '#shared/states.ts';

type Circle = Pick<PostRow, 'audience' | 'organisation_id'>;

const wholeThread: Circle = { audience: null, organisation_id: null };

/** Circles smaller than the thread's that the member belongs to, the widest first. */
export function smallerCircles(member: Member, { audience, place }: ThreadTarget): Circle[] {
	const isPledgeMaker = member.seats.some((seat) => seat.organisationKind !== 'pledge-supporter');
	const isWide =
		audience === 'pledge-makers-and-supporters' ||
		(audience === 'place' && place?.kind !== 'report');
	return [
		...(isWide && isPledgeMaker
			? [{ audience: 'pledge-makers', organisation_id: null } as const]
			: []),
		...(audience === 'organisation'
			? []
			: member.seats.map(
					({ organisationId }) =>
						({ audience: 'organisation', organisation_id: organisationId }) as const
				)),
		{ audience: 'moderators', organisation_id: null }
	];
}

/** The same by their names alone: what a member chooses from. */
export const circlesOf = (member: Member, thread: ThreadTarget): PostAudience[] => [
	...new Set(smallerCircles(member, thread).flatMap(({ audience }) => audience ?? []))
];

/** What the row of a post keeps of it. @throws DomainError invalid: a circle that is not smaller, or not the author's */
export function livedExperienceOf(
	member: Member,
	thread: ThreadTarget,
	{ isLivedExperience = false, audience, contentNote = '', organisationId }: NewPost
): Circle & Pick<PostRow, 'is_lived_experience' | 'content_note'> {
	if (!isLivedExperience) return { ...wholeThread, is_lived_experience: 0, content_note: '' };
	const circles = smallerCircles(member, thread);
	const chosen =
		audience === 'thread'
			? wholeThread
			: circles.find(
					(circle) =>
						(audience === undefined || circle.audience === audience) &&
						(organisationId === undefined || circle.organisation_id === organisationId)
				);
	if (chosen === undefined) {
		throw new DomainError('invalid', {
			field: 'audience',
			message: 'Choose a circle that is smaller than the discussion’s and that you belong to.'
		});
	}
	return { ...chosen, is_lived_experience: 1, content_note: contentNote };
}
