import { api } from '$lib/server/api.ts';
import { inboxMarkSchema } from '#shared/inbox-input.ts';

export const POST = api(
	{
		summary: 'Say that I have read an item, that it is done, or that it can wait',
		description:
			'What follows from how a report stands goes by itself: 409 for `done`. What can wait comes back at nine in the morning of the day named, unread.',
		input: inboxMarkSchema
	},
	({ app, actor, params, input }) => app.inbox.mark(actor, params['id'] ?? '', input)
);
