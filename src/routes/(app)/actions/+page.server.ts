import { act, read } from '$lib/server/act.ts';
import { addActionFormSchema } from '#shared/action-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const [actions, owners] = await Promise.all([
			app.actions.mine(actor),
			app.actions.possibleOwners(actor, null)
		]);
		return {
			runningHead: [{ label: 'Groups', href: '/groups' }, { label: 'Actions' }],
			actions,
			owners
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, addActionFormSchema, async (actor, { ownerId, ...input }) => {
			await event.locals.app.actions.add(actor, { ...input, ownerId });
			return { said: 'It stands in the list.' };
		})
};
