import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { problemResponse } from '$lib/server/problem.ts';
import { idSchema } from '#shared/report-input.ts';
import { synthesisSchema } from '#shared/synthesis-output.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'The convenor’s synthesis of a round as it is being written, with what it cites',
		description: 'For members of the convenor. What the public reads is under editions.',
		params,
		output: synthesisSchema
	},
	async ({ app, actor, params: { id } }) =>
		(await app.synthesis.ofRound(actor, id)) ?? problemResponse('not-found')
);

export const PUT = api(
	{
		summary: 'Begin the synthesis of a round; one that was begun is answered as it is',
		params,
		output: synthesisSchema
	},
	({ app, actor, params: { id } }) => app.synthesis.start(actor, id)
);
