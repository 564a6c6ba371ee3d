// The public record of a session, for everybody: what was chosen to leave the room.
import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app }) => ({
		record: await app.sessionClosing.publicRecord(event.params.id)
	}));
