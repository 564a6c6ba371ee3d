// What people send about publication day: the minute, its withdrawal, what is accepted, corrections.
import * as v from 'valibot';

const moment = v.pipe(
	v.string(),
	v.isoTimestamp('Give the moment as YYYY-MM-DDTHH:MM:SSZ.'),
	v.transform((text) => new Date(text).toISOString())
);

export const publicReasonSchema = v.pipe(
	v.string(),
	v.trim(),
	v.minLength(3, 'Say why, in a few words everyone will read.'),
	v.maxLength(500, 'Say it in at most 500 characters.')
);

export const setMinuteSchema = v.object({
	at: moment,
	reason: v.optional(publicReasonSchema, 'The minute of publication was set.')
});
export type SetMinute = v.InferOutput<typeof setMinuteSchema>;

export const withdrawRoundSchema = v.object({ reason: publicReasonSchema, at: moment });
export type WithdrawRound = v.InferOutput<typeof withdrawRoundSchema>;

export const acceptFindingSchema = v.object({
	/** Its id in the rehearsal; changed words have others. */
	finding: v.pipe(v.string(), v.nonEmpty(), v.maxLength(100)),
	reason: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(3, 'Say in a few words why it can stand.'),
		v.maxLength(500, 'Say it in at most 500 characters.')
	)
});
export type AcceptFinding = v.InferOutput<typeof acceptFindingSchema>;

export const correctionSchema = v.object({
	/** Stands beside the new edition, for everyone. */
	note: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(10, 'Say what is corrected, in a sentence everyone will read.'),
		v.maxLength(1000, 'Say it in at most 1,000 characters.')
	)
});
export type StartCorrection = v.InferOutput<typeof correctionSchema>;
