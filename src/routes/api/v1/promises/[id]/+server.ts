import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { answerPromiseSchema } from '#shared/section-input.ts';
import { promiseSchema } from '#shared/section-output.ts';

export const PUT = api(
	{
		summary: 'Say what came of a promise of the last round, and in which section that stands',
		description: 'Anything but “done” needs an explanation. Null takes the answer back.',
		params: v.object({ id: idSchema }),
		input: answerPromiseSchema,
		output: promiseSchema
	},
	({ app, actor, params, input }) => app.promises.answer(actor, params.id, input)
);
