// How the list of people is narrowed, in an address.
import * as v from 'valibot';

/** A field that was left alone sends an empty text. */
const typed = v.pipe(
	v.string(),
	v.trim(),
	v.maxLength(200),
	v.transform((text) => (text === '' ? undefined : text))
);

export const peopleQuerySchema = v.object({
	q: v.pipe(v.optional(typed), v.description('Part of a person’s or an organisation’s name')),
	commitment: v.pipe(
		v.optional(
			v.union([
				v.pipe(
					v.literal(''),
					v.transform(() => undefined)
				),
				v.pipe(v.string(), v.regex(/^[1-7]$/), v.transform(Number))
			])
		),
		v.description('Only who is willing to be asked about it')
	)
});
