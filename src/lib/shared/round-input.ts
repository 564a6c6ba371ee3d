// What a coordinator sends about rounds. Forms, the API and its description use the same schemas.
import * as v from 'valibot';
import { idSchema } from './report-input.ts';
import { sectionKeys } from './sections.ts';

/** Dates of a round in the order in which they must stand. */
export const roundDateFields = [
	'opensOn',
	'draftsDueOn',
	'reviewEndsOn',
	'signOffDueOn',
	'publishesAt'
] as const;
export type RoundDateField = (typeof roundDateFields)[number];

const daySchema = v.pipe(v.string(), v.isoDate('Give the day as YYYY-MM-DD.'));
/** To the minute or finer, in UTC. */
const momentSchema = v.pipe(
	v.string(),
	v.isoTimestamp('Give the moment as YYYY-MM-DDTHH:MM:SSZ.'),
	v.transform((text) => new Date(text).toISOString())
);
const reasonSchema = v.pipe(
	v.string(),
	v.trim(),
	v.minLength(3, 'Say why, in a few words everyone will read.'),
	v.maxLength(500, 'Say it in at most 500 characters.')
);

/** The dates that move, and why; those left out stay. */
export const moveDatesSchema = v.object({
	opensOn: v.optional(daySchema),
	draftsDueOn: v.optional(daySchema),
	reviewEndsOn: v.optional(daySchema),
	signOffDueOn: v.optional(daySchema),
	publishesAt: v.optional(momentSchema),
	reason: reasonSchema
});
export type MoveDates = v.InferOutput<typeof moveDatesSchema>;

/** Far more than the Alliance has ever had. */
const mostExpected = 500;

const organisationIdsSchema = v.pipe(
	v.array(idSchema),
	v.minLength(1, 'Choose at least one organisation.'),
	v.maxLength(mostExpected, `A round can expect at most ${mostExpected} organisations.`)
);
export const expectedSchema = v.object({ organisationIds: organisationIdsSchema });

export const questionTitleSchema = v.pipe(
	v.string(),
	v.trim(),
	v.minLength(3, 'A section needs a title of at least 3 characters.'),
	v.maxLength(80, 'A section’s title can have at most 80 characters.')
);
export const instructionSchema = v.pipe(
	v.string(),
	v.trim(),
	v.minLength(10, 'Say in a sentence what belongs here.'),
	v.maxLength(600, 'Say it in at most 600 characters.')
);

export const openRoundSchema = v.object({
	/** Left out: “Progress Report No.” and its number. */
	title: v.optional(
		v.pipe(
			v.string(),
			v.trim(),
			v.minLength(3, 'A title needs at least 3 characters.'),
			v.maxLength(120, 'A title can have at most 120 characters.')
		)
	),
	reportingFrom: daySchema,
	reportingTo: daySchema,
	opensOn: daySchema,
	draftsDueOn: daySchema,
	reviewEndsOn: daySchema,
	signOffDueOn: daySchema,
	publishesAt: momentSchema,
	signatoryCount: v.pipe(
		v.number('Give the number of signatories.'),
		v.integer('Give a whole number.'),
		v.minValue(1, 'A round covers at least one signatory.'),
		v.maxValue(9999, 'Give at most 9999.')
	),
	/** Left out: those the last round expected. */
	organisationIds: v.optional(organisationIdsSchema),
	/** Left out: the questions of the last round. */
	questions: v.optional(
		v.pipe(
			v.array(
				v.object({
					key: v.picklist(sectionKeys),
					title: questionTitleSchema,
					instruction: instructionSchema
				})
			),
			v.check(
				(questions) =>
					questions.length === sectionKeys.length &&
					questions.every(({ key }, index) => key === sectionKeys[index]),
				'Give all ten sections, in their order.'
			)
		)
	)
});
export type OpenRound = v.InferOutput<typeof openRoundSchema>;

/** Whether a report is still intended to be published, and why that changed. */
export const intentionSchema = v.object({ intends: v.boolean(), reason: reasonSchema });
export type ChangeIntention = v.InferOutput<typeof intentionSchema>;
