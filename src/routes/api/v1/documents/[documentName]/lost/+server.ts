import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { lostListSchema } from '#shared/version-output.ts';

export const GET = api(
	{
		summary: 'What you wrote in the last weeks that is no longer there, and who removed it',
		params: v.object({ documentName: idSchema }),
		output: lostListSchema
	},
	({ app, actor, params }) => app.versions.lost(actor, params.documentName)
);
