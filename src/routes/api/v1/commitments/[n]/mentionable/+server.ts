import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import {
	commitmentParamSchema,
	mentionQuerySchema,
	newThreadAudienceEntries
} from '#shared/discussion-input.ts';
import { mentionChoiceSchema } from '#shared/discussion-output.ts';

export const GET = api(
	{
		summary: 'People whom the first post of a new discussion may mention: at most eight',
		params: v.object({ n: commitmentParamSchema }),
		query: v.object({ ...mentionQuerySchema.entries, ...newThreadAudienceEntries }),
		output: listOf(mentionChoiceSchema)
	},
	async ({ app, actor, params: { n }, query: { q, audience, organisationId } }) => ({
		items: await app.discussions.mentionable(
			actor,
			{ place: { kind: 'commitment', number: n }, audience, organisationId },
			q
		),
		next: null
	})
);
