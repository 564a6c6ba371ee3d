// What people send about a text's versions. Forms, the API and its description use the same schemas.
import * as v from 'valibot';

/** Longest name of a moment: it stands on one line of the timeline. */
const longestName = 80;

export const listVersionsSchema = v.object({
	/** Where the page before left off: its `next`. */
	after: v.optional(v.pipe(v.string(), v.regex(/^[1-9]\d{0,8}$/, 'Give `next` of an answer.')))
});

export const nameVersionSchema = v.object({
	name: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(3, 'A name needs at least 3 characters.'),
		v.maxLength(longestName, `A name can have at most ${longestName} characters.`)
	),
	/** Left out: the text as it is now. */
	moment: v.optional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(64)))
});
export type NameVersion = v.InferOutput<typeof nameVersionSchema>;

/** A field's name as the document has it: `section:commitment-3`, or `body`. */
const fieldSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64));

export const restoreVersionSchema = v.object({
	/** Left out: the whole text. */
	field: v.optional(fieldSchema)
});
export type RestoreVersion = v.InferOutput<typeof restoreVersionSchema>;

/** What stands for the text as it is at this moment, where a version's id is asked for. */
export const nowId = 'now';

/** What stands for the text before its first word. */
export const emptyId = '0';

const momentId = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64));

export const compareSchema = v.object({
	from: momentId,
	to: v.optional(momentId, nowId)
});
export type CompareVersions = v.InferOutput<typeof compareSchema>;
