import { act, read } from '$lib/server/act.ts';
import { addActionFormSchema } from '#shared/action-input.ts';
import { actionOrigins, type ActionOrigin } from '#shared/states.ts';
import type { Actions, PageServerLoad } from './$types';

/** What it comes out of: `?from=decision:<id>`. */
function originOf(url: URL): { kind: ActionOrigin; id: string } | undefined {
	const [given, id = ''] = (url.searchParams.get('from') ?? '').split(':', 2);
	const kind = actionOrigins.find((known) => known === given);
	return kind === undefined || id === '' ? undefined : { kind, id };
}

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const group = await app.groups.bySlug(actor, event.params.slug);
		event.depends(`group:${group.id}`);
		const [actions, owners] = await Promise.all([
			app.actions.ofGroup(actor, group.id),
			app.actions.possibleOwners(actor, group.id)
		]);
		return {
			runningHead: [
				{ label: 'Groups', href: '/groups' },
				{ label: group.name, href: `/groups/${group.slug}` },
				{ label: 'Actions' }
			],
			group: { id: group.id, slug: group.slug, name: group.name },
			mayAdd: group.abilities.takePart,
			actions,
			owners
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, addActionFormSchema, async (actor, input) => {
			const { app } = event.locals;
			const { id: groupId } = await app.groups.bySlug(actor, event.params.slug);
			await app.actions.add(actor, { ...input, groupId, origin: originOf(event.url) });
			return { said: 'It stands in the list. Who is to do it is told.' };
		})
};
