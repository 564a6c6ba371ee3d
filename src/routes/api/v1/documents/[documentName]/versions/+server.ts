import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { listVersionsSchema, nameVersionSchema } from '#shared/version-input.ts';
import { versionSchema, versionsSchema } from '#shared/version-output.ts';

/** Stretches of writing in one answer; the rest follows with `after`. */
const pageSize = 50;

export const GET = api(
	{
		summary: 'Who wrote when, and the moments with a name, newest first',
		description:
			'What people wrote within the same hour, without a long pause, is one item. `kept` says how finely the past is kept.',
		params: v.object({ documentName: idSchema }),
		query: listVersionsSchema,
		output: versionsSchema
	},
	({ app, actor, params, query }) =>
		app.versions.list(actor, params.documentName, { limit: pageSize, after: query.after })
);

export const POST = api(
	{
		summary: 'Give the text as it is now, or at a moment, a name; it is then kept for good',
		params: v.object({ documentName: idSchema }),
		input: nameVersionSchema,
		output: versionSchema,
		status: 201
	},
	({ app, actor, params, input }) => app.versions.name(actor, params.documentName, input)
);
