import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { becomeSchema } from '#shared/live-session/becoming-input.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { sessionRecordSchema } from '#shared/live-session/record-output.ts';

export const POST = api(
	{
		summary: 'Takes something that came of a session further',
		description: 'Only what was chosen to leave the room, and once.',
		params: v.object({ id: idSchema, outcome: idSchema }),
		input: becomeSchema,
		output: sessionRecordSchema
	},
	async ({ app, actor, params: { id, outcome }, input }) => {
		await app.sessionBecoming.become(actor, id, outcome, input);
		return app.sessionClosing.record(actor, id);
	}
);
