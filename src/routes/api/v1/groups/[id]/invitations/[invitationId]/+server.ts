import { api } from '$lib/server/api.ts';

export const DELETE = api(
	{ summary: 'Take back an invitation that nobody has answered' },
	({ app, actor, params }) =>
		app.groups.takeBackInvitation(actor, params['id'] ?? '', params['invitationId'] ?? '')
);
