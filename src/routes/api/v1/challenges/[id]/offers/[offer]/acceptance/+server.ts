import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/discussion-input.ts';

export const PUT = api(
	{
		summary: 'Accept an offer of help',
		description: 'From then on both sides see the other’s e-mail address with the challenge.',
		params: v.object({ id: idSchema, offer: idSchema })
	},
	({ app, actor, params }) => app.offers.accept(actor, params.id, params.offer)
);
