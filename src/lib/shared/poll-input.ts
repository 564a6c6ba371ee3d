// What people send about polls. Forms, the API and its description use the same schemas.
import * as v from 'valibot';
import { idSchema } from './discussion-input.ts';
import { pollKinds } from './states.ts';

/** What one can say to a proposal, from the most to the least content. */
export const consentAnswers = ['agree', 'abstain', 'disagree', 'block'] as const;
export type ConsentAnswer = (typeof consentAnswers)[number];

/** Enough for a decision among a few; more are not put in order by anybody. */
export const mostOptions = 10;
const longestQuestion = 300;
const longestOption = 200;
const longestReason = 1000;

/** One line: runs of white space count as one space. */
const line = v.pipe(
	v.string(),
	v.transform((text) => text.replace(/\s+/g, ' ').trim())
);

const questionSchema = v.pipe(
	line,
	v.minLength(3, 'Write what the poll asks.'),
	v.maxLength(longestQuestion, `A question can have at most ${longestQuestion} characters.`)
);
const optionSchema = v.pipe(
	line,
	v.minLength(1, 'An option needs words.'),
	v.maxLength(longestOption, `An option can have at most ${longestOption} characters.`)
);
const optionsSchema = v.pipe(
	v.array(optionSchema),
	v.maxLength(mostOptions, `A poll can have at most ${mostOptions} options.`),
	v.check(
		(options) => new Set(options.map((option) => option.toLowerCase())).size === options.length,
		'Name each option once.'
	)
);
const kindSchema = v.picklist(pollKinds, 'Choose how the poll asks.');

export const openPollSchema = v.object({
	kind: kindSchema,
	question: questionSchema,
	options: v.pipe(
		v.optional(optionsSchema, []),
		v.description('2 to 10, in order; none for a poll of the kind "consent"')
	),
	isAnonymous: v.pipe(
		v.optional(v.boolean(), false),
		v.description('Can never be changed: who voted is then kept, and not for what')
	),
	closesAt: v.pipe(
		v.optional(v.nullable(v.pipe(v.string(), v.isoTimestamp())), null),
		v.description('Null: when somebody closes it')
	)
});
export type OpenPoll = v.InferOutput<typeof openPollSchema>;

/** The form's options stand one to a line; its day ends at midnight in the United Kingdom. */
export const openPollFormSchema = v.object({
	kind: kindSchema,
	question: questionSchema,
	options: v.pipe(
		v.optional(v.string(), ''),
		v.transform((text) => text.split('\n').filter((each) => each.trim() !== '')),
		optionsSchema
	),
	isAnonymous: v.pipe(
		v.optional(v.string(), ''),
		v.transform((value) => value !== '')
	),
	closesOn: v.optional(
		v.union([v.literal(''), v.pipe(v.string(), v.isoDate('Choose a day.'))], 'Choose a day.'),
		''
	)
});

const optionNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(mostOptions));

/** Why; only an answer to a proposal has one. */
const reasonSchema = v.pipe(
	v.optional(v.string(), ''),
	v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
	v.maxLength(longestReason, `A reason can have at most ${longestReason} characters.`)
);

export const voteSchema = v.object({
	choice: v.pipe(
		v.union([
			v.picklist(consentAnswers),
			optionNumber,
			v.pipe(
				v.array(optionNumber),
				v.minLength(1),
				v.maxLength(mostOptions),
				v.check((order) => new Set(order).size === order.length, 'Name each option once.')
			)
		]),
		v.description(
			'An answer ("agree", "abstain", "disagree", "block"), the number of an option, or numbers of options with the best first'
		)
	),
	reason: reasonSchema
});
export type Vote = v.InferOutput<typeof voteSchema>;
export type Choice = Vote['choice'];

/** A ballot: `choice` says an answer or the number of an option, `place` gives each option in turn its place, or none. */
export const voteFormSchema = v.object({
	pollId: idSchema,
	choice: v.optional(v.string(), ''),
	place: v.optional(v.array(v.string()), []),
	reason: reasonSchema
});

export const pollFormSchema = v.object({ pollId: idSchema });
