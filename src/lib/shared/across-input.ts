// How a reading across all reports is narrowed, in an address.
import * as v from 'valibot';
import { roundNumberSchema } from './report-input.ts';

/** A select that was left alone sends an empty text. */
const chosen = v.pipe(
	v.string(),
	v.maxLength(200),
	v.transform((text) => (text === '' ? undefined : text))
);

export const acrossQuerySchema = v.object({
	round: v.optional(roundNumberSchema),
	region: v.optional(chosen),
	kind: v.optional(chosen)
});
