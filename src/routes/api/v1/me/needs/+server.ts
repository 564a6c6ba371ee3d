import { api, listOf } from '$lib/server/api.ts';
import { needSchema } from '#shared/section-output.ts';

export const GET = api(
	{
		summary: 'What I am asked to do in reports, in the order in which one would turn to it',
		output: listOf(needSchema)
	},
	async ({ app, actor }) => ({ items: await app.needs.of(actor), next: null })
);
