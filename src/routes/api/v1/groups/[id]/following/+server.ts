import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, followSchema } from '#shared/discussion-input.ts';
import { followOutputSchema } from '#shared/discussion-output.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'Whether you hear of new discussions of a working group',
		params,
		output: followOutputSchema
	},
	async ({ app, actor, params: address }) => ({
		state: await app.discussions.placeFollow(actor, {
			kind: 'group',
			id: (await app.groups.byId(actor, address.id)).id
		})
	})
);

export const PUT = api(
	{
		summary: 'Follow or mute new discussions of a working group, or neither',
		params,
		input: followSchema,
		output: followOutputSchema
	},
	async ({ app, actor, params: address, input }) => {
		const place = { kind: 'group', id: (await app.groups.byId(actor, address.id)).id } as const;
		await app.discussions.followPlace(actor, place, input.state);
		return { state: await app.discussions.placeFollow(actor, place) };
	}
);
