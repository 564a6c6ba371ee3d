import { api } from '$lib/server/api.ts';
import { byIdSchema } from '#shared/account-input.ts';

export const POST = api(
	{
		summary:
			'End a membership: sessions and tokens end at once, what was written stays (coordinator)',
		params: byIdSchema
	},
	({ app, actor, params }) => app.accounts.deactivate(actor, params.id)
);
