import { api } from '$lib/server/api.ts';
import { changeGroupSchema } from '#shared/group-input.ts';
import { groupSchema } from '#shared/group-output.ts';

export const GET = api(
	{
		summary: 'A working group',
		description: 'Here and in all addresses below, `id` may also be its `slug`.',
		output: groupSchema
	},
	({ app, actor, params }) => app.groups.byId(actor, params['id'] ?? '')
);

export const PATCH = api(
	{
		summary: 'Change what a group is called, what it is for, how one joins, which roles it has',
		description: 'What is left out stays.',
		input: changeGroupSchema,
		output: groupSchema
	},
	async ({ app, actor, params, input }) => {
		const id = params['id'] ?? '';
		await app.groups.change(actor, id, input);
		return app.groups.byId(actor, id);
	}
);
