// What people send about the sections of a report: their state, who does what, remarks, answers to promises.
import * as v from 'valibot';
import { dayOf } from './dates.ts';
import { idSchema } from './report-input.ts';
import { sectionKeys } from './sections.ts';
import { promiseOutcomes, sectionStates } from './states.ts';

export const sectionKeySchema = v.picklist(sectionKeys);

/** What somebody may say of a section; that it is not started nobody has to say. */
export const sectionMoves = sectionStates.filter((state) => state !== 'not-started');

/** Longest reason, remark or answer, in characters: a page is too much for what stands beside a text. */
export const longestRemark = 2000;

const remarkSchema = v.pipe(
	v.string(),
	v.trim(),
	v.minLength(3, 'Say what should change, and why.'),
	v.maxLength(longestRemark, `Say it in at most ${longestRemark} characters.`)
);

/** A day, or a moment of which the day counts. */
const daySchema = v.union(
	[v.pipe(v.string(), v.isoDate()), v.pipe(v.string(), v.isoTimestamp(), v.transform(dayOf))],
	'Give the day as YYYY-MM-DD.'
);

export const changeSectionSchema = v.object({
	state: v.optional(v.picklist(sectionMoves, 'Choose one of the states.')),
	/** What should change, and why: kept as a remark when changes are asked. */
	reason: v.optional(remarkSchema),
	/** Null: nobody yet. */
	ownerId: v.optional(v.nullable(idSchema)),
	dueAt: v.optional(v.nullable(daySchema)),
	reviewerId: v.optional(v.nullable(idSchema))
});
export type ChangeSection = v.InferOutput<typeof changeSectionSchema>;

export const askForChangesSchema = v.object({
	sectionKey: sectionKeySchema,
	body: remarkSchema
});
export type AskForChanges = v.InferOutput<typeof askForChangesSchema>;

export const answerPromiseSchema = v.object({
	/** Null: nobody has said yet. */
	outcome: v.nullable(v.picklist(promiseOutcomes, 'Choose what came of it.')),
	/** Needed for everything but "done". */
	explanation: v.pipe(
		v.optional(v.string(), ''),
		v.trim(),
		v.maxLength(longestRemark, `Say it in at most ${longestRemark} characters.`)
	),
	/** The section in which the answer stands; left out: where it stands now. */
	sectionKey: v.optional(sectionKeySchema)
});
export type AnswerPromise = v.InferOutput<typeof answerPromiseSchema>;
