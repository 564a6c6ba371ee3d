// Everything inside a session: its facts, as far as whoever asks may see them.
import { read } from '$lib/server/act.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) =>
	read(event, async ({ app, actor }) => ({
		session: await app.liveSessions.byId(actor, event.params.id)
	}));
