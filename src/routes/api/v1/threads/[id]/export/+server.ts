import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema, threadExportSchema } from '#shared/discussion-input.ts';

export const GET = api(
	{
		summary: 'A discussion as a file: what you may read of it, with its polls and its outcome',
		params: v.object({ id: idSchema }),
		query: threadExportSchema,
		alsoAnswers: ['text/html', 'text/markdown', 'application/json']
	},
	async ({ app, actor, params: { id }, query: { format } }) => {
		const file = await app.exportThread(actor, id, format);
		return new Response(file.body, {
			headers: {
				'content-type': file.type,
				'content-disposition': `attachment; filename="${file.name}"`,
				'cache-control': 'private, no-store',
				'x-content-type-options': 'nosniff'
			}
		});
	}
);
