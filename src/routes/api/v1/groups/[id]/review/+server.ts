import { api } from '$lib/server/api.ts';
import { reviewSchema } from '#shared/group-input.ts';
import { groupSchema } from '#shared/group-output.ts';

export const POST = api(
	{
		summary: 'Record that you have looked through who is in a group; those you name leave it',
		input: reviewSchema,
		output: groupSchema
	},
	async ({ app, actor, params, input }) => {
		const id = params['id'] ?? '';
		await app.groups.review(actor, id, input);
		return app.groups.byId(actor, id);
	}
);
