// What the API answers about polls.
import * as v from 'valibot';
import { consentAnswers } from './poll-input.ts';
import { pollKinds } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const optionNumber = v.pipe(v.number(), v.integer());

const choiceSchema = v.union([v.picklist(consentAnswers), optionNumber, v.array(optionNumber)]);

const lineSchema = v.object({
	option: v.string(),
	count: v.number(),
	voters: v.pipe(
		v.nullable(v.array(v.string())),
		v.description('Names, in alphabetical order; null in an anonymous poll')
	)
});

const countedSchema = v.object({
	way: v.literal('counted'),
	lines: v.array(lineSchema),
	/** What most chose; several where they are level. */
	ahead: v.array(v.string()),
	reasons: v.array(v.object({ answer: v.string(), reason: v.string(), by: v.nullable(v.string()) }))
});

const rankedSchema = v.object({
	way: v.literal('ranked'),
	rounds: v.array(
		v.object({
			lines: v.array(v.object({ option: v.string(), count: v.number() })),
			noneLeft: v.pipe(
				v.number(),
				v.description('Votes all of whose options had gone out before this round')
			),
			out: v.pipe(v.array(v.string()), v.description('Went out after this round: the fewest votes'))
		})
	),
	winners: v.pipe(
		v.array(v.string()),
		v.description('One; several when they are level; none when nobody voted')
	),
	ballots: v.pipe(
		v.nullable(v.array(v.object({ by: v.string(), order: v.array(v.string()) }))),
		v.description('Null in an anonymous poll')
	)
});

export const pollSchema = v.object({
	id: v.string(),
	threadId: v.string(),
	kind: v.picklist(pollKinds),
	question: v.string(),
	options: v.array(v.string()),
	isAnonymous: v.boolean(),
	openedBy: v.object({ id: v.string(), name: v.string() }),
	openedAt: moment,
	closesAt: v.nullable(moment),
	closed: v.nullable(
		v.object({
			at: moment,
			by: v.pipe(v.nullable(v.string()), v.description('Null: its time had come'))
		})
	),
	voted: v.pipe(v.number(), v.description('How many have voted')),
	mine: v.nullable(
		v.object({
			choice: v.pipe(v.nullable(choiceSchema), v.description('Null in an anonymous poll')),
			reason: v.string()
		})
	),
	result: v.pipe(
		v.nullable(v.variant('way', [countedSchema, rankedSchema])),
		v.description('Null while an anonymous poll is open, and where fewer than five voted in one')
	),
	abilities: v.object({ vote: v.boolean(), close: v.boolean() })
});

export type Poll = v.InferOutput<typeof pollSchema>;
export type PollResult = NonNullable<Poll['result']>;
export type RankedResult = Extract<PollResult, { way: 'ranked' }>;

/** In an anonymous poll: fewer voters than this and their result could be read as their names. */
export const fewestAnonymous = 5;
