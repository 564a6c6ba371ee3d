// Answers to promises as they were published: they are part of the canonical text of the section in which they stand.
// What a team writes in a correction is not seen here before it is an edition. Pure.
import * as v from 'valibot';
import { promiseOutcomes } from '#shared/states.ts';
import type { Answer } from '../fingerprint.ts';

const canonicalSchema = v.object({
	answers: v.optional(
		v.array(
			v.object({
				promise: v.string(),
				outcome: v.nullable(v.picklist(promiseOutcomes)),
				explanation: v.string()
			})
		),
		[]
	)
});

/** @param canonical of a section of an edition */
export const publishedAnswers = (canonical: string): Answer[] =>
	v.parse(canonicalSchema, JSON.parse(canonical)).answers;
