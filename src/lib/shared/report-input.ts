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

/** A round's number in an address. */
export const roundNumberSchema = v.pipe(
	v.string(),
	v.regex(/^[1-9]\d{0,3}$/),
	v.transform((text) => Number(text))
);
