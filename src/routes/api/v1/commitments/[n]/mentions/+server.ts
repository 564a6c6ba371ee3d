import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { commitmentParamSchema } from '#shared/discussion-input.ts';
import { mentionSchema } from '#shared/evidence-output.ts';

export const GET = api(
	{
		summary: 'Notes, sections and posts that link to a commitment, as far as you may see them',
		params: v.object({ n: commitmentParamSchema }),
		output: listOf(mentionSchema)
	},
	async ({ app, actor, params: { n } }) => ({
		items: await app.links.mentions(actor, { kind: 'commitment', id: String(n) }),
		next: null
	})
);
