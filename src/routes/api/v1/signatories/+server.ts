import { api } from '$lib/server/api.ts';
import { signatoriesSchema } from '#shared/report-output.ts';

export const GET = api(
	{ summary: 'Pledge Makers and Pledge Supporters', output: signatoriesSchema, signedIn: false },
	({ app }) => app.pledge.signatories()
);
