// Every page of a group has its name, and the way back to it.
import { read } from '$lib/server/act.ts';
import type { LayoutServerLoad } from './$types';

export const load: LayoutServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:group');
		return { group: await app.groups.bySlug(actor, event.params.slug) };
	});
