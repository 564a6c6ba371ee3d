// Putting a note away with a reason, and bringing it back.
import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { archiveNoteSchema } from '#shared/note-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		const note = await app.notes.byId(actor, id);
		if (!note.abilities.archive) error(403, 'Its authors archive it.');
		return {
			runningHead: [
				{ label: 'Learning', href: '/learning' },
				{ label: note.title, href: `/learning/${id}` },
				{ label: 'Archive' }
			],
			note
		};
	});

export const actions: Actions = {
	archive: (event) =>
		act(event, archiveNoteSchema, async (actor, input) => {
			const { id } = event.params;
			await event.locals.app.notes.archive(actor, id, input);
			redirect(303, `/learning/${id}`);
		}),
	bringBack: (event) =>
		act(event, v.object({}), async (actor) => {
			const { id } = event.params;
			await event.locals.app.notes.bringBack(actor, id);
			redirect(303, `/learning/${id}`);
		})
};
