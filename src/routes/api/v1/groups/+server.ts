import { api, listOf } from '$lib/server/api.ts';
import { listGroupsQuerySchema, startGroupSchema } from '#shared/group-input.ts';
import { groupSchema } from '#shared/group-output.ts';

export const GET = api(
	{
		summary: 'Working groups you may know of, by name',
		query: listGroupsQuerySchema,
		output: listOf(groupSchema)
	},
	({ app, actor, query }) => app.groups.list(actor, query)
);

export const POST = api(
	{
		summary: 'Start a working group; you run it',
		input: startGroupSchema,
		output: groupSchema,
		status: 201
	},
	({ app, actor, input }) => app.groups.start(actor, input)
);
