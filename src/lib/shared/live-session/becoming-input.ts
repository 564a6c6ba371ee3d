// What is sent when something that came of a session goes further: into a group's work, or as a challenge.
import * as v from 'valibot';
import { raiseChallengeSchema } from '../challenge-input.ts';
import { recordDecisionSchema } from '../action-input.ts';
import { idSchema } from './command.ts';

const groupId = v.pipe(
	v.nullable(idSchema),
	v.description('The group that does it; null: you yourself')
);

export const becomeSchema = v.variant('as', [
	v.object({ as: v.literal('action'), groupId: v.optional(groupId, null) }),
	v.object({
		as: v.literal('decision'),
		groupId: idSchema,
		reasons: recordDecisionSchema.entries.reasons
	}),
	v.object({
		as: v.literal('challenge'),
		...v.omit(raiseChallengeSchema, ['from', 'body']).entries,
		body: v.pipe(
			v.optional(raiseChallengeSchema.entries.body),
			v.description('Left out: the words of the outcome')
		)
	})
]);
export type Become = v.InferOutput<typeof becomeSchema>;

export const actionFormSchema = v.object({
	outcomeId: idSchema,
	groupId: v.pipe(
		v.string(),
		v.transform((id) => (id === '' ? null : id))
	)
});
export const decisionFormSchema = v.object({
	outcomeId: idSchema,
	groupId: v.pipe(v.string(), v.nonEmpty('Choose the group that decided it.')),
	reasons: recordDecisionSchema.entries.reasons
});
