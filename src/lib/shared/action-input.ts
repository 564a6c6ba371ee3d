// What people send about actions and decisions. Forms, the API and its description use the same schemas.
import * as v from 'valibot';
import { idSchema } from './discussion-input.ts';
import { actionOrigins, actionStates } from './states.ts';

const words = (missing: string, max: number) =>
	v.pipe(
		v.string(missing),
		v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
		v.minLength(3, missing),
		v.maxLength(max, `Use at most ${max.toLocaleString('en-GB')} characters.`)
	);

const actionWords = words('Say what is to be done.', 500);
const outcomeWords = v.pipe(
	v.string(),
	v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
	v.maxLength(2_000, 'Use at most 2,000 characters.')
);
const daySchema = v.pipe(v.string('Choose a day.'), v.isoDate('Choose a day.'));
/** An empty field of a form: nobody, or no day. */
const orNobody = <S extends v.GenericSchema<string, string>>(schema: S) =>
	v.union([
		v.pipe(
			v.literal(''),
			v.transform(() => null)
		),
		schema
	]);

const originSchema = v.object({ kind: v.picklist(actionOrigins), id: idSchema });
const decisionOriginSchema = v.object({
	kind: v.picklist(actionOrigins.filter((kind) => kind !== 'decision')),
	id: idSchema
});

export const addActionSchema = v.object({
	words: actionWords,
	groupId: v.pipe(
		v.optional(idSchema),
		v.description('Left out: seen by its owner and by who wrote it down alone')
	),
	ownerId: v.pipe(
		v.optional(v.nullable(idSchema)),
		v.description('Left out or null: nobody yet; without a group, yourself')
	),
	dueOn: v.optional(v.nullable(daySchema)),
	origin: v.pipe(v.optional(originSchema), v.description('Where it came up'))
});
export type AddAction = v.InferOutput<typeof addActionSchema>;

export const changeActionSchema = v.object({
	words: v.optional(actionWords),
	ownerId: v.optional(v.nullable(idSchema)),
	dueOn: v.optional(v.nullable(daySchema)),
	state: v.optional(v.picklist(actionStates, 'Choose how far it is.')),
	outcome: v.pipe(
		v.optional(outcomeWords),
		v.description('What came of it. Needed of one that is dropped: why')
	)
});
export type ChangeAction = v.InferOutput<typeof changeActionSchema>;

export const addActionFormSchema = v.object({
	words: actionWords,
	ownerId: orNobody(idSchema),
	dueOn: orNobody(daySchema)
});
export const changeActionFormSchema = v.object({
	words: actionWords,
	ownerId: orNobody(idSchema),
	dueOn: orNobody(daySchema),
	state: v.picklist(actionStates, 'Choose how far it is.'),
	outcome: outcomeWords
});

export const actionListSchema = v.object({
	group: v.pipe(v.optional(idSchema), v.description('Id of a group. Left out: your own'))
});

const decisionWords = words('Say what was decided.', 1_000);
const reasonWords = words('Say why. Whoever comes later will want to know.', 4_000);

export const recordDecisionSchema = v.object({
	groupId: idSchema,
	words: decisionWords,
	reasons: reasonWords,
	decidedOn: daySchema,
	origin: v.pipe(v.optional(decisionOriginSchema), v.description('Where it came up')),
	replaces: v.pipe(v.optional(idSchema), v.description('Id of the decision whose place it takes'))
});
export type RecordDecision = v.InferOutput<typeof recordDecisionSchema>;

export const recordDecisionFormSchema = v.object({
	words: decisionWords,
	reasons: reasonWords,
	decidedOn: daySchema
});

export const decisionListSchema = v.object({
	group: v.pipe(idSchema, v.description('Id of a group'))
});
