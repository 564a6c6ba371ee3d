// What the API answers about facilitated sessions.
import * as v from 'valibot';
import { itemKinds } from './live-session/agenda.ts';
import { cardsSchema, myCardSchema } from './live-session/card-output.ts';
import {
	courseSchema,
	lengthSchema,
	momentSchema,
	personSchema,
	queueSchema
} from './live-session/course-output.ts';
import { myVoteSchema, pollsSchema } from './live-session/poll-output.ts';
import { roomsSchema } from './live-session/room-output.ts';
import { sessionKinds } from './live-session/templates.ts';
import { liveSessionStates, recordLeaving, recordReaders } from './states.ts';

const agendaItemSchema = v.object({
	id: v.string(),
	kind: v.picklist(itemKinds),
	title: v.string(),
	prompt: v.pipe(v.string(), v.description('What is asked of people')),
	minutes: v.number(),
	took: v.pipe(lengthSchema, v.description('So far, without the time since it was last entered')),
	state: v.picklist(['ahead', 'now', 'done'])
});
export type AgendaItem = v.InferOutput<typeof agendaItemSchema>;

/** What whoever knows of a session sees change while it runs. */
const outline = {
	state: v.picklist(liveSessionStates),
	leadId: v.pipe(v.string(), v.description('Which facilitator leads now')),
	agenda: v.array(agendaItemSchema)
} as const;

const roomSchema = v.object({
	course: courseSchema,
	people: v.pipe(v.array(personSchema), v.description('Everybody who has come, here now or not')),
	queue: queueSchema,
	cards: cardsSchema,
	polls: pollsSchema,
	rooms: roomsSchema
});
export type Room = v.InferOutput<typeof roomSchema>;

/** What runs, in the parts in which it is sent: each anew when it has changed. */
export type SessionParts = Room & { outline: Pick<LiveSession, keyof typeof outline> };

const mineSchema = v.object({
	personId: v.pipe(v.string(), v.description('Who you are among the people')),
	hasAgreed: v.pipe(v.boolean(), v.description('You have accepted the agreement')),
	cards: v.array(myCardSchema),
	dots: v.array(
		v.object({
			itemId: v.string(),
			cardIds: v.pipe(v.array(v.string()), v.description('Empty once they are counted'))
		})
	),
	votes: v.array(myVoteSchema)
});
export type Mine = v.InferOutput<typeof mineSchema>;

export const liveSessionSchema = v.object({
	id: v.string(),
	title: v.string(),
	purpose: v.string(),
	kind: v.picklist(sessionKinds),
	groupId: v.nullable(v.string()),
	commitments: v.array(v.number()),
	startsAt: v.nullable(v.pipe(v.string(), v.isoTimestamp())),
	timeZone: v.string(),
	minutes: v.pipe(v.number(), v.description('How long people were told that it takes')),
	agreement: v.object({
		noted: v.string(),
		readers: v.picklist(recordReaders),
		leaving: v.picklist(recordLeaving)
	}),
	place: v.pipe(v.string(), v.description('A room’s address, or the link of the call')),
	materials: v.array(v.object({ title: v.string(), url: v.string() })),
	documentName: v.pipe(v.string(), v.description('Of the notes that all write together')),
	version: v.pipe(v.number(), v.description('One more with each change of what runs')),
	at: v.pipe(momentSchema, v.description('When this was so')),
	cancelledReason: v.pipe(
		v.nullable(v.string()),
		v.description('Why it does not take place; null while it is to')
	),
	isRehearsal: v.boolean(),
	isSample: v.boolean(),
	facilitators: v.array(v.object({ id: v.string(), name: v.string(), organisation: v.string() })),
	...outline,
	mine: mineSchema,
	room: v.pipe(
		v.nullable(roomSchema),
		v.description('What runs; null for whoever has not accepted the agreement')
	),
	abilities: v.object({
		enter: v.boolean(),
		takePart: v.boolean(),
		facilitate: v.boolean(),
		lead: v.boolean(),
		readRecord: v.boolean()
	})
});
export type LiveSession = v.InferOutput<typeof liveSessionSchema>;
