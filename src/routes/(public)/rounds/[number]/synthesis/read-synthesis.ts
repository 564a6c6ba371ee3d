// A published synthesis for its pages: the newest edition, or the one that is asked for.
import { error, type RequestEvent } from '@sveltejs/kit';
import * as v from 'valibot';
import { read } from '$lib/server/act.ts';
import { roundNumberSchema } from '#shared/report-input.ts';

export const readSynthesis = (event: RequestEvent, roundNumber: string, edition?: string) =>
	read(event, async ({ app, actor }) => {
		const round = v.safeParse(roundNumberSchema, roundNumber);
		const number = v.safeParse(v.optional(roundNumberSchema), edition);
		if (!round.success || !number.success) error(404);
		const synthesis = await app.synthesis.published(actor, round.output, number.output);
		if (synthesis === null) error(404);
		const { canonical: _canonical, ...shown } = synthesis;
		return { synthesis: shown, origin: app.config.origin };
	});
