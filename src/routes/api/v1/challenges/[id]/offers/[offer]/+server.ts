import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/discussion-input.ts';

export const DELETE = api(
	{
		summary: 'Withdraw your offer of help',
		params: v.object({ id: idSchema, offer: idSchema })
	},
	({ app, actor, params }) => app.offers.withdraw(actor, params.id, params.offer)
);
