import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { inviteGuestSchema } from '#shared/live-session/guest-input.ts';
import { invitedGuestSchema, sessionGuestSchema } from '#shared/live-session/guest-output.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'Guests of a session, who come by a link, as one of its facilitators',
		params,
		output: listOf(sessionGuestSchema)
	},
	async ({ app, actor, params: { id } }) => ({
		items: await app.sessionGuests.list(actor, id),
		next: null
	})
);

export const POST = api(
	{
		summary: 'Invite somebody without an account; the link is answered this once',
		params,
		input: inviteGuestSchema,
		output: invitedGuestSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.sessionGuests.invite(actor, id, input)
);
