import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { contentFormats, idSchema } from '#shared/report-input.ts';
import { reportContentSchema } from '#shared/report-output.ts';

export const GET = api(
	{
		summary: 'The text of a report by section, as the server holds it now',
		params: v.object({ id: idSchema }),
		query: v.object({ format: v.optional(v.picklist(contentFormats), 'json') }),
		output: reportContentSchema,
		alsoAnswers: ['text/html', 'text/plain'],
		signedIn: false
	},
	async ({ app, actor, params, query }) => {
		const report = await app.reports.content(actor, params.id);
		switch (query.format) {
			case 'json':
				return report;
			case 'html':
				return new Response(app.reports.asHtml(report), {
					headers: { 'content-type': 'text/html; charset=utf-8' }
				});
			case 'text':
				return new Response(app.reports.asText(report), {
					headers: { 'content-type': 'text/plain; charset=utf-8' }
				});
		}
	}
);
