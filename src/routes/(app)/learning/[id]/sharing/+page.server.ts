// Who may read a note, and with whom it is written. Letting more people in shows first who they are.
import { error, redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import {
	answerFormSchema,
	circleFormSchema,
	coAuthorsSchema,
	startNoteFormSchema
} from '#shared/note-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		const note = await app.notes.byId(actor, id);
		if (!note.abilities.share) error(403, 'Its authors say who may read it.');
		const asked = v.safeParse(
			startNoteFormSchema.entries.circle,
			event.url.searchParams.get('circle')
		);
		const [preview, widening, ownGroups, possibleAuthors] = await Promise.all([
			asked.success ? app.notes.previewSharing(actor, id, asked.output) : null,
			app.notes.widening(actor, id),
			app.notes.ownGroups(actor),
			app.notes.possibleAuthors(actor, id)
		]);
		return {
			runningHead: [
				{ label: 'Learning', href: '/learning' },
				{ label: note.title, href: `/learning/${id}` },
				{ label: 'Who may read it' }
			],
			note,
			preview,
			wanted: asked.success ? (event.url.searchParams.get('circle') ?? '') : null,
			widening,
			ownGroups,
			possibleAuthors
		};
	});

const here = (id: string): string => `/learning/${id}/sharing`;

export const actions: Actions = {
	share: (event) =>
		act(event, circleFormSchema, async (actor, { circle }) => {
			await event.locals.app.notes.share(actor, event.params.id, circle);
			redirect(303, here(event.params.id));
		}),
	answer: (event) =>
		act(event, answerFormSchema, async (actor, { answer, reason }) => {
			const input = { agrees: answer === 'agree', reason };
			await event.locals.app.notes.answerWidening(actor, event.params.id, input);
			redirect(303, here(event.params.id));
		}),
	takeBack: (event) =>
		act(event, v.object({}), async (actor) => {
			await event.locals.app.notes.takeWideningBack(actor, event.params.id);
			redirect(303, here(event.params.id));
		}),
	authors: (event) =>
		act(event, coAuthorsSchema, async (actor, { memberIds }) => {
			const { app } = event.locals;
			const note = await app.notes.setCoAuthors(actor, event.params.id, memberIds);
			const isAuthor = note?.abilities.share === true;
			redirect(303, isAuthor ? here(event.params.id) : '/learning');
		})
};
