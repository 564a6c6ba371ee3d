import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { acceptAsNewSchema } from '#shared/group-input.ts';

export const POST = api(
	{
		summary: 'Make an account with an invitation, and accept it',
		input: acceptAsNewSchema,
		output: v.object({
			id: v.pipe(v.string(), v.description('Of the new account')),
			email: v.string(),
			group: v.string()
		}),
		status: 201,
		signedIn: false
	},
	async ({ app, params, input }) => {
		const { memberId, email, slug } = await app.groups.acceptAsNew(params['token'] ?? '', input);
		return { id: memberId, email, group: slug };
	}
);
