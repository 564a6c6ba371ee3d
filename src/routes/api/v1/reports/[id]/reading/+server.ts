import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { readingSchema } from '#shared/sign-off-output.ts';

export const GET = api(
	{
		summary: 'A report as a leader reads it before signing',
		description:
			'Clean text, and in each section just the words that changed since the last signature.',
		params: v.object({ id: idSchema }),
		query: v.object({
			for: v.optional(v.pipe(idSchema, v.description('The organisation to read for')))
		}),
		output: readingSchema
	},
	({ app, actor, params: { id }, query }) => app.signOff.reading(actor, id, query.for)
);
