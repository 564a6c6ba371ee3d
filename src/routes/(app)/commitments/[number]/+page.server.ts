import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

/** Further discussions, after those the layout has loaded: `?after=`. */
export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:threads');
		const after = event.url.searchParams.get('after');
		const number = Number(event.params.number);
		return {
			older: after === null ? null : await app.discussions.listThreads(actor, number, { after }),
			runningHead: [
				{ label: 'Commitments', href: '/commitments' },
				{ label: `Commitment ${event.params.number}` }
			]
		};
	});
