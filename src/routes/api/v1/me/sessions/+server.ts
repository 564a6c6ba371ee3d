import { api, listOf } from '$lib/server/api.ts';
import { loginSessionSchema } from '#shared/account-input.ts';

export const GET = api(
	{ summary: 'Where I am signed in, the last used first', output: listOf(loginSessionSchema) },
	async ({ app, actor }) => ({ items: await app.accounts.loginSessions(actor), next: null })
);

export const DELETE = api(
	{ summary: 'Sign out everywhere else' },
	async ({ app, actor }) => void (await app.accounts.endOtherLoginSessions(actor))
);
