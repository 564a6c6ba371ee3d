import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { returnSchema } from '#shared/sign-off-input.ts';
import { returnedSchema } from '#shared/sign-off-output.ts';

export const POST = api(
	{
		summary: 'Return a report with a reason instead of signing it',
		description: 'Everybody who writes it is told; earlier signatures stay as they are.',
		params: v.object({ id: idSchema }),
		input: returnSchema,
		output: returnedSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.signOff.returnIt(actor, id, input)
);
