import { api, listOf } from '$lib/server/api.ts';
import { contactListSchema } from '#shared/challenge-input.ts';
import { contactSchema } from '#shared/challenge-output.ts';

export const GET = api(
	{
		summary: 'Who is willing to be asked about the commitments, by name',
		description: 'Only who has said so themselves.',
		query: contactListSchema,
		output: listOf(contactSchema)
	},
	async ({ app, actor, query: { commitment } }) => ({
		items: await app.contacts.list(actor, {
			commitments: commitment === undefined ? undefined : [commitment]
		}),
		next: null
	})
);
