// An edition to take away: for people, for machines, or with all that is needed to check it on one's own computer.
import { error, json } from '@sveltejs/kit';
import { publicReport } from '../../report-of.ts';
import type { RequestHandler } from './$types';

export const GET: RequestHandler = async (event) => {
	const report = await publicReport(event);
	const { record, config } = event.locals.app;
	const name = `${report.slug}-${report.round.number}-edition-${report.edition.number}`;
	const file = (type: string) => ({
		headers: {
			'content-type': type,
			'content-disposition': `attachment; filename="${name}.${event.params.format}"`
		}
	});
	switch (event.params.format) {
		case 'html':
			return new Response(record.reportAsHtml(report), file('text/html; charset=utf-8'));
		case 'txt':
			return new Response(record.reportAsText(report), file('text/plain; charset=utf-8'));
		case 'json':
			return json(record.reportAsJson(report, config.origin));
		case 'zip':
			return new Response(record.reportAsZip(report), file('application/zip'));
		default:
			error(404);
	}
};
