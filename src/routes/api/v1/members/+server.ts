import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { byIdSchema, memberSchema } from '#shared/account-input.ts';

export const GET = api(
	{
		summary: 'Everybody with an account, what they hold and whether it has ended (coordinator)',
		query: v.object({ after: v.optional(byIdSchema.entries.id) }),
		output: listOf(memberSchema)
	},
	({ app, actor, query }) => app.accounts.members(actor, query.after)
);
