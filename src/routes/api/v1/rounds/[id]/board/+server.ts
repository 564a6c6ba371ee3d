import * as v from 'valibot';
import { api } from '$lib/server/api.ts';
import { idSchema } from '#shared/report-input.ts';
import { boardSchema } from '#shared/round-output.ts';

export const GET = api(
	{
		summary: 'How far a round is: reports you may follow, their sections and signatures',
		description:
			'In alphabetical order. States and counts, never words; nothing here ranks anybody.',
		params: v.object({ id: idSchema }),
		output: boardSchema
	},
	({ app, actor, params }) => app.board.ofRound(actor, params.id)
);
