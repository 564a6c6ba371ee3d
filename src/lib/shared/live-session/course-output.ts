// Where a session is, who is in it, and who waits to speak.
import * as v from 'valibot';

export const momentSchema = v.pipe(
	v.number(),
	v.description('Milliseconds since 1970, by the server’s clock')
);
export const lengthSchema = v.pipe(v.number(), v.description('Milliseconds'));

export const clockSchema = v.object({
	startedAt: momentSchema,
	length: lengthSchema,
	pausedAt: v.nullable(momentSchema),
	paused: lengthSchema
});

export const courseSchema = v.object({
	startedAt: v.nullable(momentSchema),
	endedAt: v.nullable(momentSchema),
	slot: v.pipe(lengthSchema, v.description('How long people were told that it takes')),
	itemId: v.pipe(v.nullable(v.string()), v.description('The item that is under way')),
	clock: v.pipe(v.nullable(clockSchema), v.description('Of the item that is under way')),
	gatherings: v.pipe(v.number(), v.description('How often everybody was brought here'))
});
export type Course = v.InferOutput<typeof courseSchema>;

export const personSchema = v.object({
	id: v.string(),
	kind: v.pipe(
		v.picklist(['member', 'guest', 'voice']),
		v.description('A voice is on the telephone, or in the room without a screen')
	),
	name: v.string(),
	organisation: v.nullable(v.string())
});
export type Person = v.InferOutput<typeof personSchema>;

export const queueSchema = v.object({
	speaking: v.nullable(v.object({ personId: v.string(), since: momentSchema })),
	waiting: v.array(
		v.object({
			personId: v.string(),
			askedAt: momentSchema,
			why: v.pipe(v.string(), v.description('Why they stand where they stand'))
		})
	),
	shared: v.pipe(
		v.nullable(
			v.array(v.object({ personId: v.string(), turns: v.number(), spokeFor: lengthSchema }))
		),
		v.description('How speaking was shared: for facilitators, null for everybody else')
	)
});
export type Queue = v.InferOutput<typeof queueSchema>;
