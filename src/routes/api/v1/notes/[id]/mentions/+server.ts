import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { mentionSchema } from '#shared/evidence-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'Notes, sections and posts that link to a learning note, as far as you may see them',
		params: v.object({ id: idSchema }),
		output: listOf(mentionSchema)
	},
	async ({ app, actor, params: { id } }) => ({
		items: await app.links.mentions(actor, { kind: 'note', id }),
		next: null
	})
);
