import { api } from '$lib/server/api.ts';

export const POST = api({ summary: 'Join an open group at once' }, ({ app, actor, params }) =>
	app.groups.join(actor, params['id'] ?? '')
);

export const DELETE = api(
	{
		summary: 'Leave a group',
		description: 'Whoever alone runs it names somebody else first: 409.'
	},
	({ app, actor, params }) => app.groups.leave(actor, params['id'] ?? '')
);
