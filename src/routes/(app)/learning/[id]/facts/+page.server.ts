// Changing what a note says of itself.
import { error, redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { factsFormSchema } from '#shared/note-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		const [note, nameable, pledge] = await Promise.all([
			app.notes.byId(actor, id),
			app.notes.nameable(actor),
			app.pledge.current()
		]);
		if (!note.abilities.write) error(403, 'Its authors change what it says of itself.');
		return {
			runningHead: [
				{ label: 'Learning', href: '/learning' },
				{ label: note.title, href: `/learning/${id}` },
				{ label: 'About it' }
			],
			note,
			...nameable,
			commitments: pledge.commitments.map(({ number, title }) => ({ number, title }))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, factsFormSchema, async (actor, input) => {
			const { id } = event.params;
			await event.locals.app.notes.change(actor, id, input);
			redirect(303, `/learning/${id}`);
		})
};
