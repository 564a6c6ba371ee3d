// The synthesis of a round with its text: it stands in the first HTML response, so that it can be read before any
// script runs.
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		event.depends(`synthesis:${id}`);
		const [round, synthesis, mayBegin, rounds] = await Promise.all([
			app.rounds.byId(actor, id),
			app.synthesis.ofRound(actor, id),
			app.synthesis.mayWrite(actor, id),
			app.rounds.list(actor)
		]);
		const name = ({ id, number, title }: (typeof rounds)[number]) => ({ id, number, title });
		return {
			runningHead: [
				{ label: 'Reports', href: '/reports' },
				{ label: round.title, href: `/reports/rounds/${id}` },
				{ label: 'Synthesis' }
			],
			round: { ...name(round), state: round.state, publishesAt: round.publishesAt },
			synthesis,
			mayBegin,
			/** Whose reports can be cited, newest first. */
			citable: rounds.filter(({ state }) => state === 'published').map(name)
		};
	});

export const actions: Actions = {
	begin: (event) =>
		act(event, v.object({}), async (actor) => {
			await event.locals.app.synthesis.start(actor, event.params.id);
		})
};
