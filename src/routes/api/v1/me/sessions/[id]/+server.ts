import { api } from '$lib/server/api.ts';
import { byIdSchema } from '#shared/account-input.ts';

export const DELETE = api(
	{ summary: 'Sign out one browser', params: byIdSchema },
	({ app, actor, params }) => app.accounts.endLoginSession(actor, params.id)
);
