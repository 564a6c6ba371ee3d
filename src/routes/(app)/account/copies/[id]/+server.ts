// The file of one's own copy.
import { read } from '$lib/server/act.ts';
import { sendCopy } from '$lib/server/send-copy.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	read(event, async ({ app, actor }) =>
		sendCopy(event.request, await app.exports.file(actor, event.params.id), 'no-store')
	);
