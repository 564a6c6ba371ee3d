import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { delegateSchema } from '#shared/sign-off-input.ts';
import { delegationSchema } from '#shared/sign-off-output.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'Who signs in a lead’s place for an organisation, and when; newest first',
		params,
		output: listOf(delegationSchema)
	},
	async ({ app, actor, params: { id } }) => ({
		items: await app.delegations.list(actor, id),
		next: null
	})
);

export const POST = api(
	{
		summary: 'Have somebody of my organisation sign in my place for a stated time',
		description: 'For its leads.',
		params,
		input: delegateSchema,
		output: delegationSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.delegations.delegate(actor, id, input)
);
