// What people send about the convenor's synthesis of a round.
import * as v from 'valibot';

export const publishSynthesisSchema = v.object({
	sha256: v.pipe(
		v.string(),
		v.regex(/^[0-9a-f]{64}$/, 'Give the fingerprint of the text as you read it.'),
		v.description('The fingerprint of the text as read: another text is not published')
	),
	note: v.optional(
		v.pipe(
			v.string(),
			v.trim(),
			v.maxLength(500, 'Say it in at most 500 characters.'),
			v.description('What is different from the last edition, in public words; not for the first')
		),
		''
	)
});
export type PublishSynthesis = v.InferOutput<typeof publishSynthesisSchema>;

/** A search among published sections. */
export const findSectionsSchema = v.object({
	q: v.optional(
		v.pipe(
			v.string(),
			v.trim(),
			v.maxLength(200),
			v.description('Words that must all stand in the report’s title, the section’s or its text')
		),
		''
	),
	after: v.optional(v.pipe(v.string(), v.maxLength(300)))
});
