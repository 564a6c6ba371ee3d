import { api, listOf } from '$lib/server/api.ts';
import { askExportSchema, exportSchema } from '#shared/export-input.ts';

export const GET = api(
	{ summary: 'Copies I have asked for, newest first', output: listOf(exportSchema) },
	async ({ app, actor }) => ({ items: await app.exports.list(actor), next: null })
);

export const POST = api(
	{
		summary: 'Begin a copy to take away',
		description:
			'Of an organisation, by its leads; of what the convenor may see, by the coordinator; of a published round, by any member. It is kept for a day, for whoever asked. One is made at a time.',
		input: askExportSchema,
		output: exportSchema,
		status: 201
	},
	({ app, actor, input }) => app.exports.ask(actor, input)
);
