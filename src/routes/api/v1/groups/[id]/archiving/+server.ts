import { api } from '$lib/server/api.ts';
import { reasonForAllSchema } from '#shared/group-input.ts';

export const PUT = api(
	{
		summary: 'Archive a group: it is read, not written, until it is brought back',
		input: reasonForAllSchema
	},
	({ app, actor, params, input }) => app.groups.archive(actor, params['id'] ?? '', input)
);

export const DELETE = api({ summary: 'Bring an archived group back' }, ({ app, actor, params }) =>
	app.groups.bringBack(actor, params['id'] ?? '')
);
