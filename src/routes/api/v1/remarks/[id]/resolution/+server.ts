import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { remarkSchema } from '#shared/section-output.ts';

export const POST = api(
	{
		summary: 'Say that what was asked is settled (who has asked it, those who write)',
		params: v.object({ id: idSchema }),
		output: remarkSchema
	},
	({ app, actor, params: { id } }) => app.remarks.settle(actor, id)
);
