// What is left of a session: its outcomes, and its record.
import * as v from 'valibot';
import { pollSchema } from '../poll-output.ts';
import { liveSessionSchema } from '../live-session-output.ts';

export const outcomeSchema = v.object({
	id: v.string(),
	kind: v.picklist(['summary', 'action', 'decision', 'card', 'poll', 'notes']),
	words: v.string(),
	itemId: v.pipe(v.nullable(v.string()), v.description('The item it comes from')),
	ownerName: v.nullable(v.string()),
	dueOn: v.nullable(v.string()),
	leaves: v.pipe(v.boolean(), v.description('It may leave the room')),
	isChecked: v.pipe(v.boolean(), v.description('A facilitator has looked at it')),
	result: v.pipe(pollSchema.entries.result, v.description('Of a poll')),
	voted: v.pipe(v.number(), v.description('How many voted in it')),
	became: v.pipe(
		v.nullable(
			v.object({
				kind: v.picklist(['note', 'action', 'decision', 'challenge']),
				id: v.string(),
				title: v.string(),
				url: v.string()
			})
		),
		v.description('What it went further as, as far as you may see that')
	)
});
export type Outcome = v.InferOutput<typeof outcomeSchema>;

export const sessionRecordSchema = v.object({
	...v.pick(liveSessionSchema, [
		'id',
		'title',
		'purpose',
		'kind',
		'groupId',
		'commitments',
		'startsAt',
		'timeZone',
		'agreement',
		'agenda',
		'state',
		'isSample'
	]).entries,
	startedAt: v.nullable(v.string()),
	endedAt: v.nullable(v.string()),
	facilitators: v.array(v.string()),
	came: v.pipe(v.number(), v.description('How many came')),
	organisations: v.array(v.string()),
	outcomes: v.pipe(
		v.array(outcomeSchema),
		v.description('All for who was invited; for other readers what was chosen to leave the room')
	),
	notes: v.pipe(
		v.nullable(v.object({ html: v.string(), text: v.string() })),
		v.description('The notes of the room; null where they stay in it')
	),
	mayCheck: v.pipe(v.boolean(), v.description('You look through it, as a facilitator')),
	mayCarryFurther: v.pipe(
		v.boolean(),
		v.description('You may take what leaves the room further, as a facilitator')
	)
});
export type SessionRecord = v.InferOutput<typeof sessionRecordSchema>;
export type Became = NonNullable<Outcome['became']>;
