import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { sessionCommandSchema } from '#shared/live-session-input.ts';
import { liveSessionSchema } from '#shared/live-session-output.ts';

export const POST = api(
	{
		summary: 'Do something in a session: start, next, extend, raise-hand, cast-vote, end and more',
		description: 'A command sent again with the same id is done once.',
		sessionGuests: true,
		params: v.object({ id: idSchema }),
		input: sessionCommandSchema,
		output: liveSessionSchema
	},
	({ app, actor, params: { id }, input }) => app.liveSessions.command(actor, id, input)
);
