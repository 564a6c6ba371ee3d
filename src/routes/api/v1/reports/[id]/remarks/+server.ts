import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { askForChangesSchema } from '#shared/section-input.ts';
import { remarkSchema } from '#shared/section-output.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'What was asked to be changed in a report, open and settled, oldest first',
		params,
		output: listOf(remarkSchema)
	},
	async ({ app, actor, params: { id } }) => ({
		items: await app.remarks.ofReport(actor, id),
		next: null
	})
);

export const POST = api(
	{
		summary: 'Ask for changes in a section (its reviewer, leads); the section then says so',
		params,
		input: askForChangesSchema,
		output: remarkSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.remarks.ask(actor, id, input)
);
