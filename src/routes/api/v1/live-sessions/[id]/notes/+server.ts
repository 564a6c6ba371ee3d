import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { notesPartSchema } from '#shared/live-session/notes-output.ts';

export const GET = api(
	{
		summary: 'The notes of a session so far',
		description:
			'In the order of the agenda: of the whole session, of each item, of each breakout room.',
		sessionGuests: true,
		params: v.object({ id: idSchema }),
		output: v.array(notesPartSchema)
	},
	({ app, actor, params: { id } }) => app.sessionNotes.read(actor, id)
);
