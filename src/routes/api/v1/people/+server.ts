import { api } from '$lib/server/api.ts';
import { peopleQuerySchema } from '#shared/people-input.ts';
import { directorySchema } from '#shared/people-output.ts';

export const GET = api(
	{
		summary: 'Organisations with their people, as far as you may know of them',
		description:
			'Members of organisations see members of organisations; a guest sees those whose group they share.',
		query: peopleQuerySchema,
		output: directorySchema
	},
	({ app, actor, query }) => app.directory.people(actor, query)
);
