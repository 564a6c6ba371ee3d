import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { answerWideningSchema } from '#shared/note-input.ts';
import { noteSchema, sharedSchema } from '#shared/note-output.ts';
import { idSchema } from '#shared/report-input.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'What the authors of a note were last asked, for its authors',
		params,
		output: sharedSchema
	},
	async ({ app, actor, params: { id } }) => ({
		note: await app.notes.byId(actor, id),
		widening: await app.notes.widening(actor, id)
	})
);

export const POST = api(
	{
		summary: 'Agree that more people may see the note, or say no with a reason',
		params,
		input: answerWideningSchema,
		output: sharedSchema
	},
	({ app, actor, params: { id }, input }) => app.notes.answerWidening(actor, id, input)
);

export const DELETE = api(
	{ summary: 'Take back what its authors are asked', params, output: noteSchema },
	({ app, actor, params: { id } }) => app.notes.takeWideningBack(actor, id)
);
