import { api, listOf } from '$lib/server/api.ts';
import { groupPersonSchema } from '#shared/group-output.ts';

export const GET = api(
	{
		summary: 'Who is in a group, by name, with when they last wrote there',
		output: listOf(groupPersonSchema)
	},
	async ({ app, actor, params }) => ({
		items: await app.groups.members(actor, params['id'] ?? ''),
		next: null
	})
);
