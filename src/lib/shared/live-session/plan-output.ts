// What facilitators are told of the plan of a session, beside the session itself.
import * as v from 'valibot';

export const sessionPlanSchema = v.object({
	sessionId: v.string(),
	people: v.pipe(
		v.array(
			v.object({
				id: v.string(),
				name: v.string(),
				organisation: v.nullable(v.string()),
				facilitates: v.boolean(),
				hasAgreed: v.pipe(v.boolean(), v.description('They have accepted the agreement'))
			})
		),
		v.description('Members who are invited one by one or have come, by name')
	),
	mayChangeAgreement: v.pipe(
		v.boolean(),
		v.description('Nobody but who wrote the agreement has accepted it')
	),
	rehearses: v.pipe(
		v.nullable(v.string()),
		v.description('The session that this one is a rehearsal of')
	),
	rehearsalId: v.pipe(v.nullable(v.string()), v.description('Its rehearsal, while there is one'))
});
export type SessionPlan = v.InferOutput<typeof sessionPlanSchema>;
