// What an address asks of a reading across: which commitment, which round, and whose answers.
import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { acrossQuerySchema } from '#shared/across-input.ts';
import { commitmentParamSchema } from '#shared/discussion-input.ts';

export function askedOf({ params, url }: { params: { number: string }; url: URL }) {
	const commitment = v.safeParse(commitmentParamSchema, params.number);
	if (!commitment.success) error(404, 'There are seven commitments.');
	const query = v.safeParse(acrossQuerySchema, Object.fromEntries(url.searchParams));
	if (!query.success) error(404);
	const { round, region, kind } = query.output;
	return { commitment: commitment.output, filter: { roundNumber: round, region, kind } };
}
