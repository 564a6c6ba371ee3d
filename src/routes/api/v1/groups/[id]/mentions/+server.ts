import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { mentionSchema } from '#shared/evidence-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'Notes, sections and posts that link to a working group, as far as you may see them',
		params: v.object({ id: idSchema }),
		output: listOf(mentionSchema)
	},
	async ({ app, actor, params }) => {
		const { id } = await app.groups.byId(actor, params.id);
		return { items: await app.links.mentions(actor, { kind: 'group', id }), next: null };
	}
);
