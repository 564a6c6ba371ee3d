import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { colleagueSchema } from '#shared/section-output.ts';

export const GET = api(
	{
		summary: 'Who can own or review a section of a report',
		params: v.object({ id: idSchema }),
		output: listOf(colleagueSchema)
	},
	async ({ app, actor, params }) => ({
		items: await app.sections.colleagues(actor, params.id),
		next: null
	})
);
