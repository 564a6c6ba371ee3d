// What the page of one commitment shows, for a spreadsheet.
import { error } from '@sveltejs/kit';
import { csvResponse } from '$lib/record/csv-response.ts';
import { read } from '$lib/server/act.ts';
import { askedOf } from '../across/asked.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	read(event, async ({ app, actor }) => {
		const { commitment, filter } = askedOf(event);
		const table = await app.record.acrossAsCsv(actor, app.config.origin, commitment, filter);
		if (table === null) error(404);
		return csvResponse(table, `commitment-${commitment}.csv`);
	});
