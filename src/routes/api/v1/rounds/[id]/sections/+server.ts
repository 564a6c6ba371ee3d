import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { findSectionsSchema } from '#shared/synthesis-input.ts';
import { citableSectionSchema } from '#shared/synthesis-output.ts';

export const GET = api(
	{
		summary: 'Sections of the reports published in a round, as they read in the newest editions',
		description: 'Found by words; twenty at a time.',
		params: v.object({ id: idSchema }),
		query: findSectionsSchema,
		output: listOf(citableSectionSchema),
		signedIn: false
	},
	({ app, actor, params: { id }, query }) => app.synthesis.citable(actor, id, query)
);
