// A round for a spreadsheet: a line for each section of each report.
import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { csvResponse } from '$lib/record/csv-response.ts';
import { read } from '$lib/server/act.ts';
import { roundNumberSchema } from '#shared/report-input.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = (event) =>
	read(event, async ({ app, actor }) => {
		const number = v.safeParse(roundNumberSchema, event.params.number);
		if (!number.success) error(404);
		const table = await app.record.roundAsCsv(actor, number.output, app.config.origin);
		return csvResponse(table, `progress-report-${number.output}.csv`);
	});
