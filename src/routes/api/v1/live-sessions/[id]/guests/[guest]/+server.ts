import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { prolongGuestSchema } from '#shared/live-session/guest-input.ts';
import { sessionGuestSchema } from '#shared/live-session/guest-output.ts';

const params = v.object({ id: idSchema, guest: idSchema });

export const PATCH = api(
	{
		summary: 'Let a guest’s link work longer, or end sooner',
		params,
		input: prolongGuestSchema,
		output: sessionGuestSchema
	},
	({ app, actor, params: { id, guest }, input }) =>
		app.sessionGuests.prolong(actor, id, guest, input)
);

export const DELETE = api(
	{
		summary: 'Take a guest’s link back; what they have open is closed at once',
		params,
		output: sessionGuestSchema
	},
	({ app, actor, params: { id, guest } }) => app.sessionGuests.revoke(actor, id, guest)
);
