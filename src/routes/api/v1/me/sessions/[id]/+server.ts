import { api } from '$lib/server/api.ts';

export const DELETE = api({ summary: 'Sign out one browser' }, ({ app, actor, params }) =>
	app.accounts.endLoginSession(actor, params['id'] ?? '')
);
