import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { addOutcomeSchema } from '#shared/live-session/outcome-input.ts';
import { sessionRecordSchema } from '#shared/live-session/record-output.ts';

export const POST = api(
	{
		summary: 'Write down an action or a decision of a session that is over, as a facilitator',
		params: v.object({ id: idSchema }),
		input: addOutcomeSchema,
		output: sessionRecordSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.sessionClosing.add(actor, id, input)
);
