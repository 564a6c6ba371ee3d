import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { restoreVersionSchema } from '#shared/version-input.ts';
import { restoredSchema } from '#shared/version-output.ts';

export const POST = api(
	{
		summary: 'Make a section, or the whole text, read as it did at a moment',
		description:
			'A new change, by you, on top of all others; the text as it was before is kept as a version of its own.',
		params: v.object({ documentName: idSchema, id: idSchema }),
		input: restoreVersionSchema,
		output: restoredSchema,
		status: 201
	},
	({ app, actor, params, input }) =>
		app.versions.restore(actor, params.documentName, params.id, input)
);
