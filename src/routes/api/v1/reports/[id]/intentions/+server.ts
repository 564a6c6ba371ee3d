import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { intentionSchema as input } from '#shared/round-input.ts';
import { intentionSchema } from '#shared/round-output.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary:
			'Since when a report is intended to be published, for which day, and each change of it',
		description: 'Oldest first; the last one counts. For its own people and the coordinator.',
		params,
		output: listOf(intentionSchema)
	},
	async ({ app, actor, params: { id } }) => ({
		items: (await app.intentions.ofReport(actor, id)).items,
		next: null
	})
);

export const POST = api(
	{
		summary: 'Say that a draft is no longer intended to be published, or is again',
		params,
		input,
		output: listOf(intentionSchema),
		status: 201
	},
	async ({ app, actor, params: { id }, input: change }) => ({
		items: (await app.intentions.change(actor, id, change)).items,
		next: null
	})
);
