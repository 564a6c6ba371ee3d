import { api, listOf } from '$lib/server/api.ts';
import { listNotesSchema, startNoteSchema } from '#shared/note-input.ts';
import { noteSchema } from '#shared/note-output.ts';

/** Notes in one answer; the rest follows with `after`. */
const pageSize = 50;

export const GET = api(
	{
		summary: 'Learning notes that you may see, newest first',
		query: listNotesSchema,
		output: listOf(noteSchema),
		signedIn: false
	},
	({ app, actor, query }) => app.notes.list(actor, { limit: pageSize, ...query })
);

export const POST = api(
	{
		summary: 'Start a learning note and say who may see it',
		input: startNoteSchema,
		output: noteSchema,
		status: 201
	},
	({ app, actor, input }) => app.notes.start(actor, input)
);
