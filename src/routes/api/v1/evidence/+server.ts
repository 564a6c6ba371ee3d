import { api, listOf } from '$lib/server/api.ts';
import { offerEvidenceSchema } from '#shared/evidence-input.ts';
import { offerSchema } from '#shared/evidence-output.ts';

export const GET = api(
	{
		summary: 'Evidence offered to your organisations, and by you, newest first',
		output: listOf(offerSchema)
	},
	async ({ app, actor }) => ({ items: await app.evidence.list(actor), next: null })
);

export const POST = api(
	{
		summary: 'Offer a learning note or a post to a section of an organisation’s report',
		description:
			'Somebody who writes for that organisation must be allowed to read it. A post of lived experience only its author may offer.',
		input: offerEvidenceSchema,
		output: offerSchema,
		status: 201
	},
	({ app, actor, input }) => app.evidence.offer(actor, input)
);
