// Who the others are shown to be here: from the account, never from a client (C40).
import { organisationOf, type Member } from '#server/kernel/actor.ts';
import type { PresenceUser } from '#shared/collab-protocol.ts';
import { handOf } from '#shared/hand.ts';

/** What is stamped into every presence state of this member. */
export function presenceUserOf(member: Member): PresenceUser {
	const hand = handOf(member.memberId);
	return {
		memberId: member.memberId,
		name: member.name,
		organisation: organisationOf(member),
		hand,
		color: `var(--hand-${hand})`
	};
}
