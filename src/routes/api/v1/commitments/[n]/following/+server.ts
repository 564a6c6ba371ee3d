import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { commitmentParamSchema, followSchema } from '#shared/discussion-input.ts';
import { followOutputSchema } from '#shared/discussion-output.ts';

const params = v.object({ n: commitmentParamSchema });

export const GET = api(
	{
		summary: 'Whether you hear of new discussions of a commitment',
		params,
		output: followOutputSchema
	},
	async ({ app, actor, params: address }) => ({
		state: await app.discussions.placeFollow(actor, { kind: 'commitment', number: address.n })
	})
);

export const PUT = api(
	{
		summary: 'Follow or mute new discussions of a commitment, or neither',
		params,
		input: followSchema,
		output: followOutputSchema
	},
	async ({ app, actor, params: address, input }) => {
		const place = { kind: 'commitment', number: address.n } as const;
		await app.discussions.followPlace(actor, place, input.state);
		return { state: await app.discussions.placeFollow(actor, place) };
	}
);
