import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const group = await app.groups.bySlug(actor, event.params.slug);
		event.depends(`group:${group.id}`);
		return {
			runningHead: [
				{ label: 'Groups', href: '/groups' },
				{ label: group.name, href: `/groups/${group.slug}` },
				{ label: 'Decisions' }
			],
			group: { id: group.id, slug: group.slug, name: group.name },
			mayRecord: group.abilities.takePart,
			decisions: await app.decisions.ofGroup(actor, group.id)
		};
	});
