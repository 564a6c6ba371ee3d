import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { rehearsalSchema } from '#shared/publication-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'What would hold each draft of a round back if it were published now',
		description:
			'The coordinator is told of which kind it is and in which section; only a report’s own people are told which words.',
		params: v.object({ id: idSchema }),
		output: rehearsalSchema
	},
	({ app, actor, params }) => app.rehearsal.ofRound(actor, params.id)
);
