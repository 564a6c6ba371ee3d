// What people send when they sign, return a report, ask for a signature, or name a deputy.
import * as v from 'valibot';
import { idSchema } from './report-input.ts';

export const signSchema = v.object({
	organisationId: idSchema,
	/** The report's fingerprint as it was read: what is signed is what was read, or nothing. */
	sha256: v.pipe(
		v.string(),
		v.regex(/^[0-9a-f]{64}$/, 'Give the report’s fingerprint as you read it.')
	)
});
export type Sign = v.InferOutput<typeof signSchema>;

export const returnSchema = v.object({
	organisationId: idSchema,
	reason: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(3, 'Say what should change, so that the writers know.'),
		v.maxLength(2000, 'Say it in at most 2,000 characters.')
	),
	/** The section it is about; empty or left out: the whole report. */
	section: v.optional(v.pipe(v.string(), v.maxLength(64)))
});
export type Return = v.InferOutput<typeof returnSchema>;

export const askToSignSchema = v.object({ organisationId: idSchema });

const daySchema = v.pipe(v.string(), v.isoDate('Give the day as YYYY-MM-DD.'));

export const delegateSchema = v.object({
	deputyId: v.pipe(v.string(), v.nonEmpty('Choose who signs for you.'), v.maxLength(64)),
	fromOn: daySchema,
	/** The last day. */
	untilOn: daySchema,
	reason: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(3, 'Say why, in a few words that stay on record.'),
		v.maxLength(200, 'Say it in at most 200 characters.')
	)
});
export type Delegate = v.InferOutput<typeof delegateSchema>;

/** The same from a form, which says for which organisation. */
export const delegateFormSchema = v.object({
	organisationId: idSchema,
	...delegateSchema.entries
});

export const endDelegationSchema = v.object({ id: idSchema });
