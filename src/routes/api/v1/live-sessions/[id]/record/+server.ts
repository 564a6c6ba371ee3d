import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { sessionRecordSchema } from '#shared/live-session/record-output.ts';

export const GET = api(
	{
		summary: 'What is left of a session',
		description:
			'All of it for who was invited; for others whom the agreement names, what was chosen to leave the room.',
		sessionGuests: true,
		params: v.object({ id: idSchema }),
		output: sessionRecordSchema
	},
	({ app, actor, params: { id } }) => app.sessionClosing.record(actor, id)
);
