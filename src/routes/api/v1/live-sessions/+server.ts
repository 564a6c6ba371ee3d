import { api, listOf } from '$lib/server/api.ts';
import { planSessionSchema } from '#shared/live-session-input.ts';
import { liveSessionSchema } from '#shared/live-session-output.ts';

export const GET = api(
	{
		summary: 'Facilitated sessions you may know of, the latest first',
		output: listOf(liveSessionSchema)
	},
	async ({ app, actor }) => ({ items: await app.liveSessions.list(actor), next: null })
);

export const POST = api(
	{
		summary: 'Plan a session; you lead it',
		input: planSessionSchema,
		output: liveSessionSchema,
		status: 201
	},
	({ app, actor, input }) => app.liveSessions.plan(actor, input)
);
