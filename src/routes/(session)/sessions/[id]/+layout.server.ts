// Everything inside a session: its facts, as far as whoever asks may see them, and who they are to those who write
// with them.
import { read } from '$lib/server/act.ts';
import { handOf } from '#shared/hand.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) =>
	read(event, async ({ app, actor }) => ({
		session: await app.liveSessions.byId(actor, event.params.id),
		me:
			actor.kind === 'member'
				? {
						memberId: actor.memberId,
						name: actor.name,
						organisation: actor.seats[0]?.organisationName ?? '',
						hand: handOf(actor.memberId)
					}
				: null
	}));
