import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { byIdSchema, seatSchema } from '#shared/account-input.ts';

const params = v.object({ ...byIdSchema.entries, organisationId: byIdSchema.entries.id });

export const PUT = api(
	{
		summary: 'Give a member a seat in an organisation, or change its role (coordinator)',
		params,
		input: seatSchema
	},
	({ app, actor, params: { id, organisationId }, input }) =>
		app.accounts.setSeat(actor, id, organisationId, input.role)
);

export const DELETE = api(
	{ summary: 'Take a member’s seat in an organisation away (coordinator)', params },
	({ app, actor, params: { id, organisationId } }) =>
		app.accounts.removeSeat(actor, id, organisationId)
);
