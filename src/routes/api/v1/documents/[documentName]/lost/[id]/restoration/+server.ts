import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { putBackSchema } from '#shared/version-output.ts';

export const POST = api(
	{
		summary: 'Put words of yours back where they stood, or as near as can be',
		description: 'A new change, by you. The words come back without their formatting.',
		params: v.object({ documentName: idSchema, id: idSchema }),
		output: putBackSchema,
		status: 201
	},
	({ app, actor, params }) => app.versions.putBack(actor, params.documentName, params.id)
);
