import { api, listOf } from '$lib/server/api.ts';
import { commitmentSchema } from '#shared/discussion-output.ts';

export const GET = api(
	{
		summary: 'The seven commitments, with what is said about them and what you have not read',
		output: listOf(commitmentSchema)
	},
	async ({ app, actor }) => {
		const [{ commitments }, counts] = await Promise.all([
			app.pledge.current(),
			app.discussions.countsByCommitment(actor)
		]);
		const items = commitments.map(({ number, title, wording }) => {
			const {
				threads = 0,
				posts = 0,
				unread = 0
			} = counts.find(({ commitment }) => commitment === number) ?? {};
			return { number, title, wording, threads, posts, unread };
		});
		return { items, next: null };
	}
);
