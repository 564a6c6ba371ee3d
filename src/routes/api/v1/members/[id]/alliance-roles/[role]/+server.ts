import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { byIdSchema } from '#shared/account-input.ts';
import { allianceRoles } from '#shared/roles.ts';

const params = v.object({ ...byIdSchema.entries, role: v.picklist(allianceRoles) });

export const PUT = api(
	{ summary: 'Give a member a role in the Alliance (coordinator)', params },
	({ app, actor, params: { id, role } }) => app.accounts.setAllianceRole(actor, id, role, true)
);

export const DELETE = api(
	{
		summary: 'Take a member’s role in the Alliance away (coordinator)',
		description: 'The last coordinator keeps theirs: 409.',
		params
	},
	({ app, actor, params: { id, role } }) => app.accounts.setAllianceRole(actor, id, role, false)
);
