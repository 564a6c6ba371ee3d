import { api } from '$lib/server/api.ts';
import { changePasswordSchema } from '#shared/account-input.ts';

export const PUT = api(
	{
		summary: 'Change my password',
		description: 'Signs out every other browser. Tokens stay: end those you do not know.',
		input: changePasswordSchema
	},
	({ app, actor, input }) => app.accounts.changePassword(actor, input)
);
