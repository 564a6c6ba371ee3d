import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { startNoteSchema } from '#shared/note-input.ts';
import { noteSchema } from '#shared/note-output.ts';

export const POST = api(
	{
		summary: 'Begins a learning note with all that leaves the room',
		params: v.object({ id: idSchema }),
		input: startNoteSchema,
		output: noteSchema,
		status: 201
	},
	async ({ app, actor, params: { id }, input }) => {
		const note = await app.sessionBecoming.toNote(actor, id, input);
		return app.notes.byId(actor, note.id);
	}
);
