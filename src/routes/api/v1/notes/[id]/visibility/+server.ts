import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { circleSchema } from '#shared/note-input.ts';
import { circlePreviewSchema, sharedSchema } from '#shared/note-output.ts';
import { idSchema } from '#shared/report-input.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'Who would come to read a note, and who would not any more',
		params,
		query: v.object({
			visibility: circleSchema.entries.visibility,
			groupId: v.optional(idSchema)
		}),
		output: circlePreviewSchema
	},
	({ app, actor, params: { id }, query: { visibility, groupId = null } }) =>
		app.notes.previewSharing(actor, id, { visibility, groupId })
);

export const PUT = api(
	{
		summary: 'Say who may see a note',
		description:
			'Fewer people: at once. More people: as soon as every other author has agreed; `widening` says whom it waits for.',
		params,
		input: circleSchema,
		output: sharedSchema
	},
	({ app, actor, params: { id }, input }) => app.notes.share(actor, id, input)
);
