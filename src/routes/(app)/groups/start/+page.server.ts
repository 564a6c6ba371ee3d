import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { startGroupFormSchema } from '#shared/group-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		app.access.require(actor, 'group.start', { kind: 'alliance' });
		const { commitments } = await app.pledge.current();
		return {
			runningHead: [{ label: 'Groups', href: '/groups' }, { label: 'Start a group' }],
			commitments: commitments.map(({ number, title }) => ({ number, title }))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, startGroupFormSchema, async (actor, input) => {
			const { slug } = await event.locals.app.groups.start(actor, { ...input, reviewMonths: 6 });
			redirect(303, `/groups/${slug}`);
		})
};
