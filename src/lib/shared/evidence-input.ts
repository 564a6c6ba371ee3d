// What people send about evidence: an offer to a section, and the answer to it.
import * as v from 'valibot';
import { idSchema } from './report-input.ts';
import { sectionKeySchema } from './section-input.ts';
import { evidenceSources, offerOutcomes } from './states.ts';

const longestWords = 1000;

const wordsSchema = v.pipe(
	v.string(),
	v.trim(),
	v.maxLength(longestWords, `Say it in at most ${longestWords} characters.`)
);

const sourceSchema = v.object({ kind: v.picklist(evidenceSources), id: idSchema });

const offerEntries = {
	organisationId: v.pipe(
		idSchema,
		v.description('Whose section it is offered to; one that writes a report')
	),
	sectionKey: v.pipe(sectionKeySchema, v.description('Which section of its report')),
	why: v.pipe(
		wordsSchema,
		v.minLength(3, 'Say in a sentence why it matters to that section.'),
		v.description('Why it matters to that section')
	)
};

export const offerEvidenceSchema = v.object({ source: sourceSchema, ...offerEntries });
export type OfferEvidence = v.InferOutput<typeof offerEvidenceSchema>;

/** The same without what it is, which stands in the page's address. */
export const offerFormSchema = v.object({
	organisationId: v.pipe(
		v.string(),
		v.nonEmpty('Choose the organisation.'),
		offerEntries.organisationId
	),
	sectionKey: v.picklist(sectionKeySchema.options, 'Choose the section.'),
	why: offerEntries.why
});

export const answerOfferSchema = v.pipe(
	v.object({
		outcome: v.picklist(offerOutcomes),
		words: v.pipe(v.optional(wordsSchema, ''), v.description('Needed when it is declined')),
		reportId: v.pipe(
			v.optional(idSchema),
			v.description('Your report it was taken into; left out when it is kept for later')
		)
	}),
	v.forward(
		v.check(
			({ outcome, words }) => outcome !== 'declined' || words.length >= 3,
			'Say in a word why, so that whoever offered it knows.'
		),
		['words']
	)
);
export type AnswerOffer = v.InferOutput<typeof answerOfferSchema>;

/** What the API is asked about one note or post. */
export const ofSourceSchema = sourceSchema;
