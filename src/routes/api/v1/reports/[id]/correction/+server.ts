import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { correctionSchema } from '#shared/publication-input.ts';
import { correctionsSchema } from '#shared/publication-output.ts';
import { idSchema } from '#shared/report-input.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'What has been corrected in a published report, and whether a correction is under way',
		params,
		output: correctionsSchema
	},
	({ app, actor, params: { id } }) => app.corrections.of(actor, id)
);

export const POST = api(
	{
		summary: 'Open a published report for a correction',
		description: 'The public reads what stands until the correction is published.',
		params,
		input: correctionSchema,
		output: correctionsSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.corrections.start(actor, id, input)
);

export const PUT = api(
	{
		summary: 'Put another public note beside a correction that is being written',
		params,
		input: correctionSchema,
		output: correctionsSchema
	},
	({ app, actor, params: { id }, input }) => app.corrections.setNote(actor, id, input)
);

export const DELETE = api(
	{
		summary: 'Give a correction up: the text reads as it was published',
		params,
		output: correctionsSchema
	},
	({ app, actor, params: { id } }) => app.corrections.abandon(actor, id)
);
