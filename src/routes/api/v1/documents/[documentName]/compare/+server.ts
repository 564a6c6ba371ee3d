import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { compareSchema } from '#shared/version-input.ts';
import { comparisonSchema } from '#shared/version-output.ts';

export const GET = api(
	{
		summary: 'Two moments word by word, with who changed what and when',
		description:
			'`from` and `to` are ids of versions, `now`, or `0` for before the first word. The earlier of the two comes first.',
		params: v.object({ documentName: idSchema }),
		query: compareSchema,
		output: comparisonSchema
	},
	({ app, actor, params, query }) => app.versions.compare(actor, params.documentName, query)
);
