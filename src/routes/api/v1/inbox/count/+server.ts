import { api } from '$lib/server/api.ts';
import { inboxCountSchema } from '#shared/inbox-output.ts';

export const GET = api(
	{ summary: 'How much is in my inbox', output: inboxCountSchema },
	({ app, actor }) => app.inbox.list(actor)
);
