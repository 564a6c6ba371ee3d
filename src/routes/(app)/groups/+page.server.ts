import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:groups');
		const areArchived = event.url.searchParams.get('archived') === 'yes';
		const { items } = await app.groups.list(actor, { archived: areArchived ? 'yes' : 'no' });
		return {
			runningHead: [{ label: 'Groups' }],
			areArchived,
			mine: items.filter(({ mine }) => mine !== null),
			others: items.filter(({ mine }) => mine === null),
			mayStart: app.access.can(actor, 'group.start', { kind: 'alliance' })
		};
	});
