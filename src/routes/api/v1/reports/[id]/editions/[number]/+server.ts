import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { editionSchema } from '#shared/edition-output.ts';
import { idSchema, roundNumberSchema } from '#shared/report-input.ts';

export const GET = api(
	{
		summary: 'One edition of a published report, word for word, with who signed it',
		params: v.object({ id: idSchema, number: roundNumberSchema }),
		output: editionSchema,
		signedIn: false
	},
	async ({ app, actor, params }) => {
		const report = await app.record.edition(actor, params.id, params.number);
		return {
			...report,
			...report.edition,
			sections: report.sections.map((section) => ({
				...section,
				answers: report.answers.get(section.key) ?? []
			}))
		};
	}
);
