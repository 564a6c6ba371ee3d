// What the API answers about actions and decisions.
import * as v from 'valibot';
import { originSchema } from './challenge-output.ts';
import { actionStates } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const day = v.pipe(v.string(), v.isoDate());
const person = v.object({ id: v.string(), name: v.string() });
const group = v.object({ id: v.string(), slug: v.string(), name: v.string() });

export const actionSchema = v.object({
	id: v.string(),
	words: v.string(),
	group: v.nullable(group),
	owner: v.nullable(person),
	dueOn: v.nullable(day),
	isLate: v.pipe(v.boolean(), v.description('Its day is past, and nothing has come of it')),
	state: v.picklist(actionStates),
	outcome: v.string(),
	origin: v.pipe(v.nullable(originSchema), v.description('Where it came up')),
	isSample: v.boolean(),
	author: v.nullable(person),
	createdAt: moment,
	settledAt: v.nullable(moment),
	abilities: v.object({ change: v.boolean() })
});
export type ActionView = v.InferOutput<typeof actionSchema>;

const decisionEntries = {
	id: v.string(),
	group,
	words: v.string(),
	reasons: v.pipe(v.string(), v.description('In the notation of posts')),
	reasonsHtml: v.string(),
	decidedOn: day,
	origin: v.pipe(v.nullable(originSchema), v.description('Where it came up')),
	replacedBy: v.pipe(v.nullable(v.string()), v.description('Id of the decision in its place')),
	isSample: v.boolean(),
	recorded: v.object({ by: person, at: moment })
};

export const decisionSchema = v.object(decisionEntries);
export type Decision = v.InferOutput<typeof decisionSchema>;

export const decisionInFullSchema = v.object({
	...decisionEntries,
	replaces: v.array(v.object({ id: v.string(), words: v.string() })),
	abilities: v.object({ replace: v.boolean() })
});
export type DecisionInFull = v.InferOutput<typeof decisionInFullSchema>;
