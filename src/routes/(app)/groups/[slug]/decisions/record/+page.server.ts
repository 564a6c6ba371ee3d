import { error, redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { recordDecisionFormSchema } from '#shared/action-input.ts';
import { dayOf } from '#shared/dates.ts';
import type { Actions, PageServerLoad } from './$types';

/** The decision whose place the new one takes: `?replaces=<id>`. */
const replacedBy = (url: URL): string | undefined => url.searchParams.get('replaces') ?? undefined;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const group = await app.groups.bySlug(actor, event.params.slug);
		if (!group.abilities.takePart) error(403, 'Its members write down what the group decides.');
		const replaces = replacedBy(event.url);
		return {
			runningHead: [
				{ label: 'Groups', href: '/groups' },
				{ label: group.name, href: `/groups/${group.slug}` },
				{ label: 'Decisions', href: `/groups/${group.slug}/decisions` },
				{ label: 'Write one down' }
			],
			group: { slug: group.slug, name: group.name },
			today: dayOf(new Date().toISOString()),
			earlier: replaces === undefined ? null : await app.decisions.byId(actor, replaces)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, recordDecisionFormSchema, async (actor, input) => {
			const { app } = event.locals;
			const { id: groupId, slug } = await app.groups.bySlug(actor, event.params.slug);
			const { id } = await app.decisions.record(actor, {
				...input,
				groupId,
				replaces: replacedBy(event.url)
			});
			redirect(303, `/groups/${slug}/decisions/${id}`);
		})
};
