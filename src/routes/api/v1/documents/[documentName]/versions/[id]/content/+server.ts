import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { contentFormats, idSchema } from '#shared/report-input.ts';
import { versionContentSchema } from '#shared/version-output.ts';

export const GET = api(
	{
		summary: 'The text as it was at a moment, by section',
		params: v.object({ documentName: idSchema, id: idSchema }),
		query: v.object({ format: v.optional(v.picklist(contentFormats), 'json') }),
		output: versionContentSchema,
		alsoAnswers: ['text/html', 'text/plain']
	},
	async ({ app, actor, params, query }) => {
		const version = await app.versions.content(actor, params.documentName, params.id);
		switch (query.format) {
			case 'json':
				return version;
			case 'html':
				return new Response(app.versions.asHtml(version), {
					headers: { 'content-type': 'text/html; charset=utf-8' }
				});
			case 'text':
				return new Response(app.versions.asText(version), {
					headers: { 'content-type': 'text/plain; charset=utf-8' }
				});
		}
	}
);
