import { error } from '@sveltejs/kit';
import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const decision = await app.decisions.byId(actor, event.params.id);
		const { group } = decision;
		if (group.slug !== event.params.slug) error(404, 'There is no such decision here.');
		return {
			runningHead: [
				{ label: 'Groups', href: '/groups' },
				{ label: group.name, href: `/groups/${group.slug}` },
				{ label: 'Decisions', href: `/groups/${group.slug}/decisions` },
				{ label: decision.words }
			],
			decision
		};
	});
