import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { expectedSchema } from '#shared/round-input.ts';
import { organisationNameSchema } from '#shared/round-output.ts';

const params = v.object({ id: idSchema });
const output = listOf(organisationNameSchema);

export const GET = api(
	{
		summary: 'Organisations of which a round expects a report, by name',
		params,
		output,
		signedIn: false
	},
	async ({ app, actor, params: { id } }) => ({
		items: await app.rounds.expected(actor, id),
		next: null
	})
);

export const PUT = api(
	{
		summary: 'Say of whom a round expects a report: these and no others',
		params,
		input: expectedSchema,
		output
	},
	async ({ app, actor, params: { id }, input }) => ({
		items: await app.rounds.setExpected(actor, id, input.organisationIds),
		next: null
	})
);
