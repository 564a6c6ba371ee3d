// Looking through who is in a group: everybody with when they last wrote there, kept or ended.
import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { reviewSchema } from '#shared/group-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { group } = await event.parent();
		app.groups.requireManage(actor, group);
		return {
			runningHead: [
				{ label: 'Groups', href: '/groups' },
				{ label: group.name, href: `/groups/${group.slug}` },
				{ label: 'Who is in it' }
			],
			people: await app.groups.members(actor, group.id)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, reviewSchema, async (actor, input) => {
			const slug = event.params.slug ?? '';
			await event.locals.app.groups.review(actor, slug, input);
			redirect(303, `/groups/${slug}`);
		})
};
