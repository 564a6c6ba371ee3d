// Everything inside a session: its facts, as far as whoever asks may see them, and who they are to those who write
// with them.
import { read } from '$lib/server/act.ts';
import { handOf } from '#shared/hand.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const session = await app.liveSessions.byId(actor, event.params.id);
		const { personId: memberId } = session.mine;
		const hand = handOf(memberId);
		if (actor.kind === 'member') {
			const { name, seats } = actor;
			const organisation = seats[0]?.organisationName ?? '';
			return { session, me: { memberId, name, organisation, hand } };
		}
		if (actor.kind !== 'session-guest') return { session, me: null };
		const { name, organisation } = actor;
		return { session, me: { memberId, name, organisation: organisation ?? '', hand } };
	});
