import { api } from '$lib/server/api.ts';
import { reasonForAllSchema, setPlaceSchema } from '#shared/group-input.ts';

export const PUT = api(
	{
		summary: 'Change somebody’s role in a group, or until when they are in it',
		description: 'What is left out stays. A guest’s place always ends, and a guest cannot run it.',
		input: setPlaceSchema
	},
	({ app, actor, params, input }) =>
		app.groups.setPlace(actor, params['id'] ?? '', params['memberId'] ?? '', input)
);

export const DELETE = api(
	{ summary: 'Take somebody out of a group, with a reason on record', input: reasonForAllSchema },
	({ app, actor, params, input }) =>
		app.groups.remove(actor, params['id'] ?? '', params['memberId'] ?? '', input)
);
