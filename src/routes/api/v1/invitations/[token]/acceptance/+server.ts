import { api } from '$lib/server/api.ts';
import { groupSchema } from '#shared/group-output.ts';

export const POST = api(
	{
		summary: 'Accept an invitation with your account',
		output: groupSchema
	},
	async ({ app, actor, params }) => {
		const slug = await app.groups.accept(actor, params['token'] ?? '');
		const member = await app.accounts.asMember(actor.memberId);
		return app.groups.bySlug(member ?? actor, slug);
	}
);
