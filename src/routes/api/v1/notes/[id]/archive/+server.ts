import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { archiveNoteSchema } from '#shared/note-input.ts';
import { noteSchema } from '#shared/note-output.ts';
import { idSchema } from '#shared/report-input.ts';

const params = v.object({ id: idSchema });

export const PUT = api(
	{
		summary: 'Archive a note: out of the lists, still read at its address',
		params,
		input: archiveNoteSchema,
		output: noteSchema
	},
	({ app, actor, params: { id }, input }) => app.notes.archive(actor, id, input)
);

export const DELETE = api(
	{ summary: 'Bring an archived note back', params, output: noteSchema },
	({ app, actor, params: { id } }) => app.notes.bringBack(actor, id)
);
