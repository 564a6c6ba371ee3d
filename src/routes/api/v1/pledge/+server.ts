import { api } from '$lib/server/api.ts';
import { pledgeSchema } from '#shared/report-output.ts';

export const GET = api(
	{ summary: 'The pledge and its seven commitments', output: pledgeSchema, signedIn: false },
	({ app }) => app.pledge.current()
);
