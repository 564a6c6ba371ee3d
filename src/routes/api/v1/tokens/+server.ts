import { api, listOf } from '$lib/server/api.ts';
import { createTokenSchema, newTokenSchema, tokenSchema } from '#shared/account-input.ts';

export const GET = api(
	{ summary: 'My tokens, newest first', output: listOf(tokenSchema) },
	async ({ app, actor }) => ({ items: await app.accounts.tokens(actor), next: null })
);

export const POST = api(
	{
		summary: 'A token for a script, from email address and password',
		description:
			'Answers 401 when they do not go together, 429 with Retry-After after too many tries.',
		input: createTokenSchema,
		output: newTokenSchema,
		status: 201,
		signedIn: false
	},
	({ app, input, event }) =>
		app.accounts.createToken(input, { address: event.locals.clientAddress })
);
