// What people send about rounds and reports. Forms, the API and its description use the same schemas.
import * as v from 'valibot';

export const idSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64));

/** Most organisations that may write one report together. */
export const mostOrganisations = 20;

export const startReportSchema = v.object({
	organisationIds: v.pipe(
		v.array(idSchema),
		v.minLength(1, 'Name at least one organisation.'),
		v.maxLength(mostOrganisations, `A report can name at most ${mostOrganisations} organisations.`)
	),
	/** Left out: the organisations' names. */
	title: v.optional(
		v.pipe(
			v.string(),
			v.trim(),
			v.minLength(3, 'A title needs at least 3 characters.'),
			v.maxLength(200, 'A title can have at most 200 characters.')
		)
	)
});
export type StartReport = v.InferOutput<typeof startReportSchema>;

export const contentFormats = ['json', 'html', 'text'] as const;
export type ContentFormat = (typeof contentFormats)[number];

/** Dates of a round that can be moved; each stands before the next. */
export const roundDateFields = [
	'draftsDueOn',
	'reviewEndsOn',
	'signOffDueOn',
	'publishesAt'
] as const;
export type RoundDateField = (typeof roundDateFields)[number];

const reasonSchema = v.pipe(
	v.string(),
	v.trim(),
	v.minLength(3, 'Say why, in a few words everyone will read.'),
	v.maxLength(500, 'Say it in at most 500 characters.')
);

/** A day (YYYY-MM-DD), or for `publishesAt` a moment (ISO-8601 in UTC, to the minute or finer). */
export const moveDateSchema = v.variant('field', [
	v.object({
		field: v.picklist(['draftsDueOn', 'reviewEndsOn', 'signOffDueOn']),
		to: v.pipe(v.string(), v.isoDate('Give the day as YYYY-MM-DD.')),
		reason: reasonSchema
	}),
	v.object({
		field: v.literal('publishesAt'),
		to: v.pipe(
			v.string(),
			v.isoTimestamp('Give the moment as YYYY-MM-DDTHH:MM:SSZ.'),
			v.transform((text) => new Date(text).toISOString())
		),
		reason: reasonSchema
	})
]);

/** A round's number in an address. */
export const roundNumberSchema = v.pipe(
	v.string(),
	v.regex(/^[1-9]\d{0,3}$/),
	v.transform((text) => Number(text))
);
