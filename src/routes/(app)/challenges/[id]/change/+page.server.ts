import { error, redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { changeChallengeFormSchema } from '#shared/challenge-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const [challenge, pledge] = await Promise.all([
			app.challenges.byId(actor, event.params.id),
			app.pledge.current()
		]);
		if (!challenge.abilities.change)
			error(403, 'Only who has written it changes it, while it is open.');
		return {
			runningHead: [
				{ label: 'Learning', href: '/learning' },
				{ label: 'Challenges', href: '/challenges' },
				{ label: challenge.title, href: `/challenges/${challenge.id}` },
				{ label: 'Change it' }
			],
			challenge,
			commitments: pledge.commitments.map(({ number, wording }) => ({ number, wording }))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, changeChallengeFormSchema, async (actor, input) => {
			await event.locals.app.challenges.change(actor, event.params.id, input);
			redirect(303, `/challenges/${event.params.id}`);
		})
};
