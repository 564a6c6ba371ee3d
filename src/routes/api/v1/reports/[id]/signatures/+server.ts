import * as v from 'valibot';
import { api, listOf } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { signSchema } from '#shared/sign-off-input.ts';
import { signatureSchema } from '#shared/sign-off-output.ts';

const params = v.object({ id: idSchema });

export const GET = api(
	{
		summary: 'Signatures under a report, newest first',
		description:
			'Its own people see every one, with the sections on which it still holds; everybody else those under the ' +
			'newest edition.',
		params,
		output: listOf(signatureSchema),
		signedIn: false
	},
	async ({ app, actor, params: { id } }) => ({
		items: await app.signOff.list(actor, id),
		next: null
	})
);

export const POST = api(
	{
		summary: 'Sign a report for one of its organisations',
		description:
			'For its leads, and whoever signs in their place today. `sha256` is the report’s as it was read: when the ' +
			'text reads otherwise by now this answers 409 and nothing is kept.',
		params,
		input: signSchema,
		output: signatureSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.signOff.sign(actor, id, input)
);
