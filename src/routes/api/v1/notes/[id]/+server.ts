import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { changeNoteSchema } from '#shared/note-input.ts';
import { noteSchema } from '#shared/note-output.ts';
import { idSchema } from '#shared/report-input.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'One learning note; its text is the field `body` of its document',
		params,
		output: noteSchema,
		signedIn: false
	},
	({ app, actor, params: { id } }) => app.notes.byId(actor, id)
);

export const PATCH = api(
	{
		summary: 'Change what a learning note says of itself',
		params,
		input: changeNoteSchema,
		output: noteSchema
	},
	({ app, actor, params: { id }, input }) => app.notes.change(actor, id, input)
);
