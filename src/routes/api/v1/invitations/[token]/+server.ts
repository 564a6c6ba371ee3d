import { api } from '$lib/server/api.ts';
import { receivedInvitationSchema } from '#shared/group-output.ts';

export const GET = api(
	{
		summary: 'What an invitation says',
		description: '`token` is the end of the address in the mail, or the id of one to yourself.',
		output: receivedInvitationSchema,
		signedIn: false
	},
	({ app, actor, params }) => app.groups.invitation(actor, params['token'] ?? '')
);

export const DELETE = api(
	{ summary: 'Decline an invitation', signedIn: false },
	({ app, actor, params }) => app.groups.decline(actor, params['token'] ?? '')
);
