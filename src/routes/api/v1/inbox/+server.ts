import { api } from '$lib/server/api.ts';
import { inboxQuerySchema } from '#shared/inbox-input.ts';
import { inboxSchema } from '#shared/inbox-output.ts';

export const GET = api(
	{
		summary: 'What needs me, and what is new in what I follow',
		query: inboxQuerySchema,
		output: inboxSchema
	},
	({ app, actor, query }) => app.inbox.list(actor, query.show)
);
