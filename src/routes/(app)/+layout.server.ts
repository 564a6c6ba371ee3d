// The workspace is for members: everybody else is asked to sign in, and comes back to the page they wanted.
import { redirect } from '@sveltejs/kit';
import { handOf, initialsOf } from '#shared/hand.ts';
import { signInPath } from '#shared/same-origin-path.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = ({ locals, url }) => {
	const { actor } = locals;
	if (actor.kind !== 'member') redirect(303, signInPath(url));
	const { memberId, name, seats } = actor;
	return {
		me: {
			memberId,
			name,
			organisation: seats[0]?.organisationName ?? '',
			initials: initialsOf(name),
			hand: handOf(memberId)
		}
	};
};
