import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { organisationPageSchema } from '#shared/edition-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'An organisation and what it has published over all rounds',
		params: v.object({ slug: idSchema }),
		output: organisationPageSchema,
		signedIn: false
	},
	({ app, actor, params }) => app.record.organisation(actor, params.slug)
);
