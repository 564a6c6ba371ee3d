// An organisation over all rounds.
import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => ({
		organisation: await app.record.organisation(actor, event.params.slug)
	}));
