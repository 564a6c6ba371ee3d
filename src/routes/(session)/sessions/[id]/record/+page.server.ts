// What is left of a session, to be read.
import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => ({
		record: await app.sessionClosing.record(actor, event.params.id)
	}));
