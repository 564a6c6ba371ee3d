import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

/** Further discussions, after those the layout has loaded: `?after=`. */
export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:threads');
		const after = event.url.searchParams.get('after');
		const place = { kind: 'commitment', number: Number(event.params.number) } as const;
		return {
			older: after === null ? null : await app.discussions.ofPlace(actor, place, { after }),
			runningHead: [
				{ label: 'Commitments', href: '/commitments' },
				{ label: `Commitment ${event.params.number}` }
			]
		};
	});
