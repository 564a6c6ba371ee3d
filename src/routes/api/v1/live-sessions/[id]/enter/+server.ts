import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { liveSessionSchema } from '#shared/live-session-output.ts';

export const POST = api(
	{
		summary: 'Accept what the room agrees on, and come in',
		sessionGuests: true,
		params: v.object({ id: idSchema }),
		output: liveSessionSchema
	},
	({ app, actor, params: { id } }) => app.liveSessions.enter(actor, id)
);
