import { api } from '$lib/server/api.ts';
import { profileSchema } from '#shared/account-input.ts';

export const GET = api(
	{ summary: 'Who I am, my organisations and roles, and what I may do', output: profileSchema },
	({ app, actor }) => app.accounts.profile(actor)
);
