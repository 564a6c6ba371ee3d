import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { reportSectionSchema } from '#shared/report-output.ts';
import { changeSectionSchema, sectionKeySchema } from '#shared/section-input.ts';

export const PUT = api(
	{
		summary: 'Say how far a section is, or who writes and reviews it until when',
		description:
			'Its writers say that it is being written or ready for review; its reviewer and the leads of its organisations agree it, or ask for changes with a reason. What is left out stays as it is.',
		params: v.object({ id: idSchema, key: sectionKeySchema }),
		input: changeSectionSchema,
		output: reportSectionSchema
	},
	({ app, actor, params, input }) => app.sections.change(actor, params.id, params.key, input)
);
