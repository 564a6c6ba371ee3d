import { api, listOf } from '$lib/server/api.ts';
import { askToJoinSchema } from '#shared/group-input.ts';
import { groupRequestSchema, groupSchema } from '#shared/group-output.ts';

export const GET = api(
	{
		summary: 'Requests to join that nobody has answered, for who runs the group',
		output: listOf(groupRequestSchema)
	},
	async ({ app, actor, params }) => ({
		items: await app.groups.requests(actor, params['id'] ?? ''),
		next: null
	})
);

export const POST = api(
	{
		summary: 'Ask to join; those who run the group are told',
		input: askToJoinSchema,
		output: groupSchema,
		status: 201
	},
	async ({ app, actor, params, input }) => {
		const id = params['id'] ?? '';
		await app.groups.ask(actor, id, input);
		return app.groups.byId(actor, id);
	}
);

export const DELETE = api(
	{ summary: 'Take back your own request to join' },
	({ app, actor, params }) => app.groups.takeBackRequest(actor, params['id'] ?? '')
);
