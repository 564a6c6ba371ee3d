import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { invitationSchema } from '#shared/group-input.ts';
import { sentInvitationSchema } from '#shared/group-output.ts';

export const GET = api(
	{
		summary: 'Invitations nobody has answered, newest first, for who runs the group',
		output: listOf(sentInvitationSchema)
	},
	async ({ app, actor, params }) => ({
		items: await app.groups.invitations(actor, params['id'] ?? ''),
		next: null
	})
);

export const POST = api(
	{
		summary: 'Invite a member of the Alliance, or by mail a guest with or without an account',
		description:
			'A guest’s place always ends: `untilOn` is needed with `email`. An invitation is good for 14 days; a second one to the same person takes the place of the first.',
		input: invitationSchema,
		output: v.object({ id: v.string() }),
		status: 201
	},
	async ({ app, actor, params, input }) => ({
		id: await app.groups.invite(actor, params['id'] ?? '', input)
	})
);
