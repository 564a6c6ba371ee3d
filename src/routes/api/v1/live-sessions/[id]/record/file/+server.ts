import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/live-session/command.ts';
import { recordFileSchema } from '#shared/live-session/outcome-input.ts';
import { sessionRecordSchema } from '#shared/live-session/record-output.ts';

export const GET = api(
	{
		summary: 'The record of a session as a file: as much of it as you may read',
		sessionGuests: true,
		params: v.object({ id: idSchema }),
		query: recordFileSchema,
		output: sessionRecordSchema,
		alsoAnswers: [
			'text/html',
			'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
			'application/pdf'
		]
	},
	async ({ app, actor, params: { id }, query: { format } }) => {
		const file = await app.exportSessionRecord(actor, id, format);
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
