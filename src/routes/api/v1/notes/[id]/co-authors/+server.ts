import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { coAuthorsSchema } from '#shared/note-input.ts';
import { noteSchema, peopleListSchema } from '#shared/note-output.ts';
import { idSchema } from '#shared/report-input.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{ summary: 'Whom a note could be written with, by name', params, output: peopleListSchema },
	async ({ app, actor, params: { id } }) => ({
		items: await app.notes.possibleAuthors(actor, id),
		next: null
	})
);

export const PUT = api(
	{
		summary: 'Say with whom a note is written',
		params,
		input: coAuthorsSchema,
		output: v.object({
			note: v.pipe(
				v.nullable(noteSchema),
				v.description('Null: you are no author any more, and may not see it')
			)
		})
	},
	async ({ app, actor, params: { id }, input }) => ({
		note: await app.notes.setCoAuthors(actor, id, input.memberIds)
	})
);
