import { api } from '$lib/server/api.ts';

export const DELETE = api(
	{ summary: 'End one of my tokens and every socket opened with it' },
	({ app, actor, params }) => app.accounts.revokeToken(actor, params['id'] ?? '')
);
