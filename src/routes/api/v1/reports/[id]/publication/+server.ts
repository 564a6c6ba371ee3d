import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { correctionsSchema } from '#shared/publication-output.ts';
import { idSchema } from '#shared/report-input.ts';

export const POST = api(
	{
		summary: 'Publish a report that was not ready on the day, or a correction as the next edition',
		params: v.object({ id: idSchema }),
		output: correctionsSchema,
		status: 201
	},
	({ app, actor, params }) => app.corrections.publish(actor, params.id)
);
