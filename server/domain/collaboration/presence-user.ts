// Who the others are shown to be here: from the account, never from a client (C40).
import { organisationOf, personIdOf, type Caller } from '#server/kernel/actor.ts';
import type { PresenceUser } from '#shared/collab-protocol.ts';
import { handOf } from '#shared/hand.ts';

/** What is stamped into every presence state of theirs. */
export function presenceUserOf(caller: Caller): PresenceUser {
	const memberId = personIdOf(caller);
	const hand = handOf(memberId);
	return {
		memberId,
		name: caller.name,
		organisation: organisationOf(caller),
		hand,
		color: `var(--hand-${hand})`
	};
}
