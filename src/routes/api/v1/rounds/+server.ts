import { api, listOf } from '$lib/server/api.ts';
import { roundSchema } from '#shared/report-output.ts';
import { openRoundSchema } from '#shared/round-input.ts';

export const GET = api(
	{
		summary: 'Rounds, newest first: published ones for everybody, the others for members',
		output: listOf(roundSchema),
		signedIn: false
	},
	async ({ app, actor }) => ({ items: await app.rounds.list(actor), next: null })
);

export const POST = api(
	{
		summary: 'Plan the next round; it opens on its opening day',
		description:
			'Left out, its questions and the organisations it expects are those of the last round. Rounds do not overlap.',
		input: openRoundSchema,
		output: roundSchema,
		status: 201
	},
	({ app, actor, input }) => app.rounds.open(actor, input)
);
