import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { sessionRecordSchema } from '#shared/live-session/record-output.ts';

export const POST = api(
	{
		summary:
			'Close a session that was looked through: its record is read by those the agreement names',
		params: v.object({ id: idSchema }),
		output: sessionRecordSchema
	},
	({ app, actor, params: { id } }) => app.sessionClosing.close(actor, id)
);
