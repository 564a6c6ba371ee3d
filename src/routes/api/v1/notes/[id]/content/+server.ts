import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { noteContentSchema } from '#shared/note-output.ts';
import { contentFormats, idSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'The text of a learning note, as the server holds it now',
		params: v.object({ id: idSchema }),
		query: v.object({ format: v.optional(v.picklist(contentFormats), 'json') }),
		output: noteContentSchema,
		alsoAnswers: ['text/html', 'text/plain'],
		signedIn: false
	},
	async ({ app, actor, params, query }) => {
		const note = await app.notes.content(actor, params.id);
		if (query.format === 'json') return note;
		const type = query.format === 'html' ? 'text/html' : 'text/plain';
		return new Response(note[query.format], {
			headers: { 'content-type': `${type}; charset=utf-8` }
		});
	}
);
