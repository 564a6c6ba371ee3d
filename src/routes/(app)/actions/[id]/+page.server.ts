import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { changeActionFormSchema } from '#shared/action-input.ts';
import type { Actions, PageServerLoad } from './$types';

const listOf = (group: { slug: string } | null): string =>
	group === null ? '/actions' : `/groups/${group.slug}/actions`;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const action = await app.actions.byId(actor, event.params.id);
		const { group } = action;
		return {
			runningHead: [
				{ label: 'Groups', href: '/groups' },
				...(group === null ? [] : [{ label: group.name, href: `/groups/${group.slug}` }]),
				{ label: 'Actions', href: listOf(group) },
				{ label: action.words }
			],
			action,
			list: listOf(group),
			owners: action.abilities.change
				? await app.actions.possibleOwners(actor, group?.id ?? null)
				: []
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, changeActionFormSchema, async (actor, input) => {
			const { group } = await event.locals.app.actions.change(actor, event.params.id, input);
			redirect(303, listOf(group));
		})
};
