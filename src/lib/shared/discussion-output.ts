// What the API answers about discussions.
import * as v from 'valibot';
import { followStates, postAudiences, threadAudiences } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const commitmentNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7));

const authorSchema = v.object({
	id: v.string(),
	name: v.string(),
	organisation: v.pipe(v.string(), v.description('Empty for somebody who has left theirs'))
});

export const postOutputSchema = v.object({
	id: v.string(),
	number: v.pipe(v.number(), v.integer(), v.description('1, 2, 3 … within the thread')),
	author: authorSchema,
	body: v.pipe(
		v.nullable(v.string()),
		v.description('As typed. Null when withdrawn, or hidden from you')
	),
	html: v.nullable(v.string()),
	inReplyTo: v.pipe(v.nullable(v.string()), v.description('Id of a post of the same thread')),
	inReplyToNumber: v.nullable(v.number()),
	at: moment,
	editedAt: v.nullable(moment),
	earlier: v.pipe(
		v.array(v.object({ body: v.string(), html: v.string(), at: moment })),
		v.description('What it said before, oldest first')
	),
	withdrawn: v.boolean(),
	hidden: v.nullable(v.object({ at: moment, by: v.string(), reason: v.string() })),
	isLivedExperience: v.pipe(
		v.boolean(),
		v.description('Not to be quoted outside the discussion, by anybody but its author')
	),
	contentNote: v.pipe(v.string(), v.description('What it talks about; empty: nothing is said')),
	seenBy: v.pipe(
		v.nullable(v.picklist(postAudiences)),
		v.description('For fewer people than its discussion; null: for the same')
	),
	unread: v.boolean(),
	abilities: v.object({
		edit: v.boolean(),
		withdraw: v.boolean(),
		hide: v.boolean(),
		offer: v.pipe(v.boolean(), v.description('As evidence to a section'))
	})
});

const summaryEntries = {
	id: v.string(),
	commitment: v.nullable(commitmentNumber),
	place: v.pipe(
		v.object({
			kind: v.picklist(['commitment', 'group', 'note', 'section', 'challenge']),
			title: v.string(),
			path: v.string(),
			readers: v.string()
		}),
		v.description('What it is about, and who may read that')
	),
	title: v.string(),
	audience: v.picklist(threadAudiences),
	organisation: v.nullable(v.object({ id: v.string(), name: v.string() })),
	author: authorSchema,
	createdAt: moment,
	isSample: v.boolean(),
	isPinned: v.boolean(),
	closed: v.nullable(v.object({ at: moment, by: v.string(), reason: v.string() })),
	outcome: v.pipe(
		v.nullable(v.object({ body: v.string(), html: v.string() })),
		v.description('What came of it, when that closed it')
	),
	follow: v.pipe(
		v.nullable(v.picklist(followStates)),
		v.description('What you have said about hearing of it')
	),
	postCount: v.number(),
	lastNumber: v.pipe(v.number(), v.description('Number of its last post')),
	lastPostAt: moment,
	unread: v.number(),
	firstUnread: v.pipe(
		v.nullable(v.number()),
		v.description('Number of the first post you have not read')
	)
};

export const threadSummarySchema = v.object(summaryEntries);

const told = { by: v.string(), at: moment, reason: v.string() };

export const threadSchema = v.object({
	...summaryEntries,
	readUpTo: v.pipe(v.number(), v.description('Number of the last post you have been shown')),
	posts: v.array(postOutputSchema),
	previous: v.pipe(v.nullable(v.number()), v.description('`from` of the posts before these')),
	next: v.pipe(v.nullable(v.number()), v.description('`from` of the posts after these')),
	trail: v.object({
		posts: v.array(
			v.object({
				kind: v.picklist(['went', 'came']),
				posts: v.array(v.object({ here: v.number(), there: v.number() })),
				thread: v.pipe(
					v.nullable(
						v.object({
							id: v.string(),
							title: v.string(),
							commitment: v.nullable(commitmentNumber)
						})
					),
					v.description('Null where you may not see it')
				),
				...told
			})
		),
		moves: v.array(
			v.object({ from: v.nullable(v.object({ title: v.string(), path: v.string() })), ...told })
		),
		outcomes: v.array(v.object({ body: v.string(), html: v.string(), by: v.string(), at: moment }))
	}),
	circles: v.pipe(
		v.array(v.picklist(postAudiences)),
		v.description(
			'`audience` of a post of yours about lived experience; the first is the usual one'
		)
	),
	abilities: v.object({
		post: v.boolean(),
		moderate: v.boolean(),
		conclude: v.boolean(),
		move: v.boolean()
	})
});

export const unreadThreadSchema = v.object({
	threadId: v.string(),
	title: v.string(),
	commitment: v.nullable(commitmentNumber),
	unread: v.number(),
	firstUnread: v.number(),
	lastPostAt: moment
});

export const commitmentSchema = v.object({
	number: commitmentNumber,
	title: v.string(),
	wording: v.string(),
	threads: v.number(),
	posts: v.number(),
	unread: v.number()
});

export const mentionChoiceSchema = v.object({
	id: v.string(),
	name: v.string(),
	organisation: v.string(),
	insert: v.pipe(v.string(), v.description('What to type after @'))
});

export const followOutputSchema = v.object({ state: v.nullable(v.picklist(followStates)) });
