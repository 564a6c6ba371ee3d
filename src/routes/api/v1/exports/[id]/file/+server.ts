import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { sendCopy } from '$lib/server/send-copy.ts';
import { idSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'The file of a copy that is ready',
		params: v.object({ id: idSchema }),
		alsoAnswers: ['application/zip', 'application/pdf']
	},
	async ({ app, actor, params: { id }, event }) =>
		sendCopy(event.request, await app.exports.file(actor, id), 'no-store')
);
