// The reports of a published round as one ZIP.
import * as v from 'valibot';
import { error } from '@sveltejs/kit';
import { read } from '$lib/server/act.ts';
import { sendCopy } from '$lib/server/send-copy.ts';
import { roundNumberSchema } from '#shared/report-input.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	read(event, async ({ app }) => {
		const number = v.safeParse(roundNumberSchema, event.params.number);
		if (!number.success) error(404);
		const copy = await app.exports.ofRound(number.output, 'zip');
		return sendCopy(event.request, copy, 'public, no-cache');
	});
