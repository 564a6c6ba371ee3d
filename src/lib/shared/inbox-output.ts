// What the API answers about the inbox.
import * as v from 'valibot';

const moment = v.pipe(v.string(), v.isoTimestamp());

export const inboxKinds = [
	'sign',
	'returned',
	'review',
	'write',
	'promises',
	'action-due',
	'mention',
	'reply',
	'group-invitation',
	'group-request',
	'group-review',
	'action',
	'widening',
	'evidence',
	'challenge',
	'help-offered',
	'help-accepted',
	'poll',
	'post',
	'thread',
	'note',
	'outcome',
	'decision',
	'joined',
	'group-answer',
	'evidence-answer',
	'session',
	'session-changed',
	'session-cancelled'
] as const;
export type InboxKind = (typeof inboxKinds)[number];

export const inboxItemSchema = v.object({
	id: v.string(),
	needsMe: v.pipe(v.boolean(), v.description('False: it is new in what you follow')),
	kind: v.picklist(inboxKinds),
	kindInWords: v.string(),
	title: v.pipe(v.string(), v.description('Of what it is about, as you may see it now')),
	why: v.pipe(v.string(), v.description('Who wants what, in one sentence')),
	by: v.pipe(v.nullable(v.string()), v.description('Name of who caused it')),
	at: v.nullable(moment),
	dueAt: v.pipe(
		v.nullable(v.string()),
		v.description('The day, or the moment, by which it asks for something')
	),
	act: v.pipe(v.string(), v.description('What its button says')),
	path: v.pipe(v.string(), v.description('Of the page it leads to')),
	isRead: v.boolean(),
	snoozedUntil: v.nullable(moment),
	mayBeDone: v.pipe(
		v.boolean(),
		v.description(
			'Whether you can say that it is done; what is asked of you in a report goes by itself'
		)
	)
});
export type InboxItem = v.InferOutput<typeof inboxItemSchema>;

const count = v.pipe(v.number(), v.integer());
const countEntries = {
	needsMe: v.pipe(count, v.description('How many items need you now')),
	later: v.pipe(count, v.description('How many items you have put off')),
	unread: v.pipe(count, v.description('How many of the new ones are unread'))
};

export const inboxCountSchema = v.object(countEntries);
export type InboxCount = v.InferOutput<typeof inboxCountSchema>;

export const inboxSchema = v.object({
	items: v.pipe(
		v.array(inboxItemSchema),
		v.description('What needs you, the soonest due first, then what is new, the newest first')
	),
	next: v.null(),
	...countEntries
});
