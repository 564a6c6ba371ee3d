import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { changeOutcomeSchema } from '#shared/live-session/outcome-input.ts';
import { sessionRecordSchema } from '#shared/live-session/record-output.ts';

const params = v.object({ id: idSchema, outcome: idSchema });

export const PATCH = api(
	{
		summary: 'Put right what was drafted from a session, and say whether it leaves the room',
		params,
		input: changeOutcomeSchema,
		output: sessionRecordSchema
	},
	({ app, actor, params: { id, outcome }, input }) =>
		app.sessionClosing.change(actor, id, outcome, input)
);

export const DELETE = api(
	{
		summary: 'Leave something out of the record',
		params,
		output: sessionRecordSchema
	},
	({ app, actor, params: { id, outcome } }) => app.sessionClosing.remove(actor, id, outcome)
);
