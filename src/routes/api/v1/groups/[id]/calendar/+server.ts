import { api } from '$lib/server/api.ts';

export const GET = api(
	{
		summary: 'A group’s dates as a calendar file (RFC 5545)',
		alsoAnswers: ['text/calendar']
	},
	async ({ app, actor, params }) =>
		new Response(await app.groups.calendar(actor, params['id'] ?? ''), {
			headers: { 'content-type': 'text/calendar; charset=utf-8' }
		})
);
