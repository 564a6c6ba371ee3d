import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { noteSchema } from '#shared/report-output.ts';

export const GET = api(
	{
		summary: 'One learning note; its text is the field `body` of its document',
		params: v.object({ id: idSchema }),
		output: noteSchema,
		signedIn: false
	},
	({ app, actor, params }) => app.notes.byId(actor, params.id)
);
