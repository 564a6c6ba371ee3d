import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { changeSessionSchema } from '#shared/live-session/plan-input.ts';
import { liveSessionSchema } from '#shared/live-session-output.ts';

export const GET = api(
	{
		summary: 'One session with its state, as far as you may see it',
		description: 'What runs in the room is answered to those who have accepted the agreement.',
		sessionGuests: true,
		params: v.object({ id: idSchema }),
		output: liveSessionSchema
	},
	({ app, actor, params: { id } }) => app.liveSessions.byId(actor, id)
);

export const PATCH = api(
	{
		summary: 'Change the plan of a session; what is left out stays as it was',
		description:
			'Whoever is invited is told when its day, its length or its place change. Whoever is uninvited loses what they have open of it.',
		params: v.object({ id: idSchema }),
		input: changeSessionSchema,
		output: liveSessionSchema
	},
	async ({ app, actor, params: { id }, input }) => {
		await app.sessionPlanning.change(actor, id, input);
		return app.liveSessions.byId(actor, id);
	}
);
