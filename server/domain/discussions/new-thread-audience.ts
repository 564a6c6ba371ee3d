// For whom a discussion about to be started is. Pure.
import { DomainError } from '#server/kernel/errors.ts';
import type { Member } from '#server/kernel/actor.ts';
import type { PlaceTarget, ThreadTarget } from '#server/domain/access/targets.ts';
import type { ThreadAudience } from '#shared/states.ts';

/** What a member says about it; both may be left out. */
export type WantedAudience = {
	audience?: ThreadAudience | undefined;
	organisationId?: string | undefined;
};

/** The widest circle there is, unless the author says otherwise: supporters are not left out by default. */
const usualAudience = (place: PlaceTarget | null): ThreadAudience =>
	place === null ? 'pledge-makers-and-supporters' : 'place';

/** The thread as it would be; one "for an organisation" is for the author's own when none is named.
 *  @throws DomainError invalid */
export function newThreadTarget(
	member: Member,
	place: PlaceTarget | null,
	wanted: WantedAudience
): ThreadTarget {
	const audience = wanted.audience ?? usualAudience(place);
	if (audience === 'organisation') {
		const own = member.seats[0]?.organisationId ?? null;
		return target(member, place, audience, wanted.organisationId ?? own);
	}
	if (audience === 'place' && place === null) {
		throw new DomainError('invalid', {
			field: 'audience',
			message: 'Choose who can see the discussion.'
		});
	}
	if (wanted.organisationId !== undefined) {
		throw new DomainError('invalid', {
			field: 'organisationId',
			message: 'An organisation goes only with a discussion for one organisation.'
		});
	}
	return target(member, place, audience, null);
}

/** Every audience there could be for this member, the usual one first. Whether it is allowed, access says. */
export function conceivableTargets(member: Member, place: PlaceTarget | null): ThreadTarget[] {
	const usual = target(member, place, usualAudience(place), null);
	const ofOrganisations = member.seats.map((seat) =>
		target(member, place, 'organisation', seat.organisationId)
	);
	// Those who write a report together: there is nobody among them but its organisations.
	if (place?.kind === 'report') {
		return place.organisationIds.length > 1 ? [usual, ...ofOrganisations] : [usual];
	}
	return [usual, target(member, place, 'pledge-makers', null), ...ofOrganisations];
}

const target = (
	member: Member,
	place: PlaceTarget | null,
	audience: ThreadAudience,
	organisationId: string | null
): ThreadTarget => ({
	kind: 'thread',
	audience,
	organisationId,
	place,
	begunBy: member.memberId,
	isClosed: false
});
