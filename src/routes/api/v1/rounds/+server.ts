import { api, listOf } from '$lib/server/api.ts';
import { roundSchema } from '#shared/report-output.ts';

export const GET = api(
	{
		summary: 'Rounds, newest first: published ones for everybody, the open one for members',
		output: listOf(roundSchema),
		signedIn: false
	},
	async ({ app, actor }) => ({ items: await app.rounds.list(actor), next: null })
);
