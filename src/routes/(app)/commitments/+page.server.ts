import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:threads');
		const [pledge, counts] = await Promise.all([
			app.pledge.current(),
			app.discussions.countsByCommitment(actor)
		]);
		return {
			runningHead: [{ label: 'Commitments' }],
			version: pledge.version,
			commitments: pledge.commitments.map(({ number, wording }) => ({
				number,
				wording,
				counts: counts.find(({ commitment }) => commitment === number)
			}))
		};
	});
