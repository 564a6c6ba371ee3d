// Copies to take away: what may be asked for, how far each is, and the files.
import * as v from 'valibot';
import { error } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { byIdSchema } from '#shared/account-input.ts';
import { askExportFormSchema, askExportSchema } from '#shared/export-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:copies');
		const [copies, choices] = await Promise.all([
			app.exports.list(actor),
			app.exports.choices(actor)
		]);
		return {
			runningHead: [{ label: 'Your account', href: '/account' }, { label: 'Copies' }],
			copies,
			choices
		};
	});

export const actions: Actions = {
	ask: (event) =>
		act(event, askExportFormSchema, async (actor, input) => {
			const wish = v.safeParse(askExportSchema, input);
			if (!wish.success) error(404);
			await event.locals.app.exports.ask(actor, wish.output);
		}),

	remove: (event) =>
		act(event, byIdSchema, async (actor, { id }) => {
			await event.locals.app.exports.remove(actor, id);
			return { done: 'That copy is gone.' };
		})
};
