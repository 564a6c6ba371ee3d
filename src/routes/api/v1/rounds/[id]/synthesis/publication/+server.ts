import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { publishSynthesisSchema } from '#shared/synthesis-input.ts';
import { synthesisEditionSchema } from '#shared/synthesis-output.ts';

export const POST = api(
	{
		summary: 'Publish the synthesis of a round as its next edition',
		description: 'Exactly the text that was read: with the fingerprint of another, 409.',
		params: v.object({ id: idSchema }),
		input: publishSynthesisSchema,
		output: synthesisEditionSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.synthesis.publish(actor, id, input)
);
