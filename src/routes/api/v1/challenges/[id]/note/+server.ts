import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { outcomeNoteSchema } from '#shared/challenge-input.ts';
import { challengeSchema } from '#shared/challenge-output.ts';
import { idSchema } from '#shared/discussion-input.ts';

export const PUT = api(
	{
		summary: 'Name the learning note of yours that tells what came of it',
		params: v.object({ id: idSchema }),
		input: outcomeNoteSchema,
		output: challengeSchema
	},
	({ app, actor, params: { id }, input }) => app.challenges.tellInNote(actor, id, input.noteId)
);
