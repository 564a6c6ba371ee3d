import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
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
