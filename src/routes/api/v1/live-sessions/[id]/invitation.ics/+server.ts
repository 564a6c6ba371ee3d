import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';

export const GET = api(
	{
		summary: 'The session as an event for one’s own calendar (iCalendar)',
		sessionGuests: true,
		params: v.object({ id: idSchema }),
		alsoAnswers: ['text/calendar']
	},
	async ({ app, actor, params: { id } }) =>
		new Response(await app.sessionInvitations.file(actor, id), {
			headers: {
				'content-type': 'text/calendar; charset=utf-8',
				'content-disposition': 'attachment; filename="session.ics"'
			}
		})
);
