// The synthesis as it would look, and the one step that publishes exactly these words.
import { error, redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { publishSynthesisSchema } from '#shared/synthesis-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		const synthesis = await app.synthesis.ofRound(actor, id);
		if (synthesis === null || !synthesis.abilities.publish) error(404);
		const round = await app.rounds.byId(actor, id);
		const path = `/reports/rounds/${id}`;
		return {
			runningHead: [
				{ label: 'Reports', href: '/reports' },
				{ label: round.title, href: path },
				{ label: 'Synthesis', href: `${path}/synthesis` },
				{ label: 'Publish' }
			],
			synthesis
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, publishSynthesisSchema, async (actor, input) => {
			const { app } = event.locals;
			await app.synthesis.publish(actor, event.params.id, input);
			const { number } = await app.rounds.byId(actor, event.params.id);
			redirect(303, `/rounds/${number}/synthesis`);
		})
};
