// For whom a discussion about to be started is. Pure.
import { DomainError } from '#server/kernel/errors.ts';
import type { Member } from '#server/kernel/actor.ts';
import type { ThreadTarget } from '#server/domain/access/targets.ts';
import type { ThreadAudience } from '#shared/states.ts';

/** What a member says about it; both may be left out. */
export type WantedAudience = {
	audience?: ThreadAudience | undefined;
	organisationId?: string | undefined;
};

/** The widest circle, unless the author says otherwise: supporters are not left out by default. */
const usualAudience: ThreadAudience = 'pledge-makers-and-supporters';

/** The thread as it would be; one "for an organisation" is for the author's own when none is named.
 *  @throws DomainError invalid */
export function newThreadTarget(member: Member, wanted: WantedAudience): ThreadTarget {
	const audience = wanted.audience ?? usualAudience;
	if (audience !== 'organisation') {
		if (wanted.organisationId === undefined) return target(audience, null);
		throw new DomainError('invalid', {
			field: 'organisationId',
			message: 'An organisation goes only with a discussion for one organisation.'
		});
	}
	return target(audience, wanted.organisationId ?? member.seats[0]?.organisationId ?? null);
}

/** Every audience there could be for this member, the usual one first. Whether it is allowed, access says. */
export const conceivableTargets = (member: Member): ThreadTarget[] => [
	target(usualAudience, null),
	target('pledge-makers', null),
	...member.seats.map((seat) => target('organisation', seat.organisationId))
];

const target = (audience: ThreadAudience, organisationId: string | null): ThreadTarget => ({
	kind: 'thread',
	audience,
	organisationId,
	place: null,
	isClosed: false
});
