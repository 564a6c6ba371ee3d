import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { setMinuteSchema } from '#shared/publication-input.ts';
import { publicationsSchema } from '#shared/publication-output.ts';
import { idSchema } from '#shared/report-input.ts';
import { roundSchema } from '#shared/report-output.ts';

export const GET = api(
	{
		summary: 'Each time the reports of a round went public, and what became of each',
		params: v.object({ id: idSchema }),
		output: publicationsSchema
	},
	async ({ app, actor, params }) => ({
		items: await app.publication.ofRound(actor, params.id),
		next: null
	})
);

export const POST = api(
	{
		summary: 'Set the minute at which a round is published',
		description:
			'Any moment from now on, to the second. What is ready then appears all at once; dates that would come after it move with it.',
		params: v.object({ id: idSchema }),
		input: setMinuteSchema,
		output: roundSchema
	},
	({ app, actor, params, input }) => app.publication.setMinute(actor, params.id, input)
);
