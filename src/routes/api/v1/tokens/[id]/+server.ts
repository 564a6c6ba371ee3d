import { api } from '$lib/server/api.ts';
import { byIdSchema } from '#shared/account-input.ts';

export const DELETE = api(
	{ summary: 'End one of my tokens and every socket opened with it', params: byIdSchema },
	({ app, actor, params }) => app.accounts.revokeToken(actor, params.id)
);
