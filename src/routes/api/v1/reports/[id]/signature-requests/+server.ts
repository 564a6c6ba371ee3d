import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { askToSignSchema } from '#shared/sign-off-input.ts';
import { askedSchema } from '#shared/sign-off-output.ts';

export const POST = api(
	{
		summary: 'Send those who sign for an organisation a link to read and sign',
		description:
			'For those who write the report. The link works for a week, for that person and that signature alone. Within ' +
			'an hour of the last one this answers 429.',
		params: v.object({ id: idSchema }),
		input: askToSignSchema,
		output: askedSchema,
		status: 201
	},
	({ app, actor, params: { id }, input }) => app.signOff.ask(actor, id, input.organisationId)
);
