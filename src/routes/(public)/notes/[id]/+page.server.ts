// A public learning note, for everybody: as it is written now.
import { error } from '@sveltejs/kit';
import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

export const csr = false;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const note = await app.notes.byId(actor, event.params.id);
		// A member may see others too; this address is for what is public.
		if (note.visibility !== 'public') error(404, 'There is no public note at this address.');
		return { note, content: await app.notes.content(actor, note.id) };
	});
