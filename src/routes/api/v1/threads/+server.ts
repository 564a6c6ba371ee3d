import { api, listOf } from '$lib/server/api.ts';
import { unreadThreadSchema } from '#shared/discussion-output.ts';

export const GET = api(
	{
		summary: 'Discussions with posts you have not read, the latest first',
		output: listOf(unreadThreadSchema)
	},
	async ({ app, actor }) => ({ items: await app.discussions.unread(actor), next: null })
);
