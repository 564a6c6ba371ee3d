// What the API answers about facilitated sessions.
import * as v from 'valibot';
import { itemKinds } from './live-session/agenda.ts';
import { sessionKinds } from './live-session/templates.ts';
import { liveSessionStates, recordLeaving, recordReaders } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const milliseconds = v.pipe(v.number(), v.description('Milliseconds'));

const clockSchema = v.object({
	startedAt: v.pipe(v.number(), v.description('Milliseconds since 1970, by the server’s clock')),
	length: milliseconds,
	pausedAt: v.nullable(v.number()),
	paused: milliseconds
});

const roomSchema = v.object({
	startedAt: moment,
	endedAt: v.nullable(moment),
	itemId: v.pipe(v.nullable(v.string()), v.description('The item that is under way')),
	clock: v.nullable(clockSchema),
	endsAt: v.pipe(v.nullable(moment), v.description('Of the item, if nobody touches its time')),
	behind: v.pipe(v.number(), v.description('Milliseconds later than planned; negative: earlier')),
	behindInWords: v.string(),
	gatherings: v.pipe(v.number(), v.description('How often everybody was brought here')),
	speaking: v.nullable(v.object({ personId: v.string(), name: v.string(), since: moment })),
	queue: v.array(
		v.object({
			personId: v.string(),
			name: v.string(),
			why: v.pipe(v.string(), v.description('Why they stand where they stand'))
		})
	),
	people: v.array(
		v.object({
			id: v.string(),
			kind: v.picklist(['member', 'guest', 'voice']),
			name: v.string(),
			organisation: v.nullable(v.string())
		})
	)
});

export const liveSessionSchema = v.object({
	id: v.string(),
	title: v.string(),
	purpose: v.string(),
	kind: v.picklist(sessionKinds),
	groupId: v.nullable(v.string()),
	commitments: v.array(v.number()),
	startsAt: v.nullable(moment),
	timeZone: v.string(),
	minutes: v.number(),
	agreement: v.object({
		noted: v.string(),
		readers: v.picklist(recordReaders),
		leaving: v.picklist(recordLeaving)
	}),
	materials: v.array(v.object({ title: v.string(), url: v.string() })),
	state: v.picklist(liveSessionStates),
	version: v.pipe(v.number(), v.description('One more with each change of what runs')),
	isRehearsal: v.boolean(),
	isSample: v.boolean(),
	leadId: v.string(),
	facilitators: v.array(v.object({ id: v.string(), name: v.string(), organisation: v.string() })),
	agenda: v.array(
		v.object({
			id: v.string(),
			kind: v.picklist(itemKinds),
			title: v.string(),
			prompt: v.string(),
			minutes: v.number(),
			took: milliseconds,
			state: v.picklist(['ahead', 'now', 'done'])
		})
	),
	hasAgreed: v.pipe(v.boolean(), v.description('You have accepted the agreement')),
	room: v.pipe(
		v.nullable(roomSchema),
		v.description('Null until it begins, and for who is not in it')
	),
	abilities: v.object({
		enter: v.boolean(),
		facilitate: v.boolean(),
		lead: v.boolean(),
		readRecord: v.boolean()
	})
});
export type LiveSession = v.InferOutput<typeof liveSessionSchema>;
