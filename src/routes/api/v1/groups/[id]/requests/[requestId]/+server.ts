import { api } from '$lib/server/api.ts';
import { answerRequestSchema } from '#shared/group-input.ts';

export const PUT = api(
	{
		summary: 'Let somebody in who has asked, or decline with a reason they read',
		input: answerRequestSchema
	},
	({ app, actor, params, input }) =>
		app.groups.answer(actor, params['id'] ?? '', params['requestId'] ?? '', input)
);
