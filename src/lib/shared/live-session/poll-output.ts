// The polls of a session, as far as they may be seen.
import * as v from 'valibot';
import { voteSchema } from '../poll-input.ts';
import { pollSchema } from '../poll-output.ts';
import { sessionPollKinds } from './poll-kinds.ts';

const sessionPollSchema = v.object({
	id: v.string(),
	itemId: v.nullable(v.string()),
	kind: v.picklist(sessionPollKinds),
	question: v.string(),
	options: v.array(v.string()),
	isAnonymous: v.boolean(),
	isOpen: v.boolean(),
	isShown: v.pipe(v.boolean(), v.description('Its result is on everybody’s screen')),
	voted: v.pipe(v.number(), v.description('How many have voted')),
	result: v.pipe(
		pollSchema.entries.result,
		v.description(
			'Once it is closed: for facilitators, and for everybody when it is shown; null where fewer than five voted without names'
		)
	)
});
export type SessionPoll = v.InferOutput<typeof sessionPollSchema>;

export const pollsSchema = v.array(sessionPollSchema);
export type Polls = v.InferOutput<typeof pollsSchema>;

/** One's own vote. */
export const myVoteSchema = v.object({
	pollId: v.string(),
	choice: v.pipe(
		v.nullable(voteSchema.entries.choice),
		v.description('Null: without a name, only counted')
	),
	reason: v.string()
});
