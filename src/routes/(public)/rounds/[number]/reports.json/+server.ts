// A round with all the words of its reports, for machines.
import { error, json } from '@sveltejs/kit';
import * as v from 'valibot';
import { read } from '$lib/server/act.ts';
import { roundNumberSchema } from '#shared/report-input.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	read(event, async ({ app, actor }) => {
		const number = v.safeParse(roundNumberSchema, event.params.number);
		if (!number.success) error(404);
		return json(await app.record.roundAsJson(actor, number.output, app.config.origin));
	});
