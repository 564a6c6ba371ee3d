import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import {
	mentionQuerySchema,
	newThreadAudienceEntries,
	placeSchema
} from '#shared/discussion-input.ts';
import { mentionChoiceSchema } from '#shared/discussion-output.ts';

export const GET = api(
	{
		summary: 'People whom the first post of a new discussion may mention: at most eight',
		query: v.object({
			...mentionQuerySchema.entries,
			...newThreadAudienceEntries,
			place: v.pipe(placeSchema, v.description('As in a move: "group:ID", "note:ID" …'))
		}),
		output: listOf(mentionChoiceSchema)
	},
	async ({ app, actor, query: { q, ...where } }) => ({
		items: await app.discussions.mentionable(actor, where, q),
		next: null
	})
);
