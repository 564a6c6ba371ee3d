// Sample discussions of the demonstration workspace: believable in kind and tone, said by roles, true of nobody.
import { newId } from '#server/kernel/ids.ts';
import type { Store } from '#server/storage/store.ts';
import { findMentions } from '#shared/post-notation.ts';
import type { ThreadAudience } from '#shared/states.ts';
import { seedNotices } from './notices.ts';
import type { GroupKey } from './groups.ts';
import { organisations, people, type PersonKey } from './people.ts';
import { seedPoll, type SamplePoll } from './polls.ts';

type SamplePost = {
	by: PersonKey;
	/** Days before the first start, and the time of that day (UTC). */
	at: readonly [daysAgo: number, time: string];
	/** Number of the post it answers. */
	inReplyTo?: number;
	body: string;
};

export type SampleThread = {
	/** Of a commitment, or of a working group. */
	place: { commitment: number } | { group: GroupKey };
	title: string;
	audience: ThreadAudience;
	isPinned?: true;
	closed?: { by: PersonKey; at: readonly [daysAgo: number, time: string]; reason: string };
	/** The first post opens the discussion. */
	posts: readonly [SamplePost, ...SamplePost[]];
	poll?: SamplePoll;
	/** How far somebody has read; who is not named has read nothing but their own. */
	readUpTo?: Partial<Record<PersonKey, number>>;
};

export const sampleThreads: readonly SampleThread[] = [
	{
		place: { commitment: 3 },
		title: 'How do you pay community partners on time?',
		audience: 'pledge-makers-and-supporters',
		posts: [
			{
				by: 'supporter',
				at: [6, '09:20'],
				body: `We waited eleven weeks for the second half of a grant. We are four people. Nobody meant it, and that is rather the point: nobody noticed either.

So a plain question to everyone here who pays invoices. What did you change, and did it hold after the person who changed it left?

_Sample text, for trying the workspace._`
			},
			{
				by: 'hackneyDrafter',
				at: [6, '11:02'],
				inReplyTo: 1,
				body: 'We pay half on signature, before any work. Audit disliked it. We showed them what the late payments had cost, partner by partner, and they agreed up to £10,000.'
			},
			{
				by: 'manchesterDrafter',
				at: [6, '16:30'],
				inReplyTo: 1,
				body: 'We failed at this. We wrote a thirty-day rule and it lasted until the finance system changed.'
			},
			{
				by: 'leedsDrafter',
				at: [5, '08:45'],
				inReplyTo: 2,
				body: 'May we borrow the note you gave to audit? Ours asked for “evidence of detriment”, and I had only anger.'
			},
			{
				by: 'leedsLead',
				at: [4, '09:05'],
				inReplyTo: 3,
				body: 'Ours lasted because it is in the contract and not in a policy.'
			},
			{
				by: 'manchesterDrafter',
				at: [4, '12:30'],
				inReplyTo: 5,
				body: 'Then that is the answer. Could you share the clause?'
			},
			{
				by: 'hackneyDrafter',
				at: [1, '10:15'],
				inReplyTo: 4,
				body: `Here is what the note says, with the figures taken out:

1. What each late payment cost the partner, in weeks and in staff hours.
2. What it cost us: two projects that began late.
3. What half on signature puts at risk. **Very little**, up to £10,000.

@Leeds drafter, did your rule need the board, or could your finance director set it?`
			},
			{
				by: 'supporter',
				at: [1, '13:40'],
				body: 'Thank you. I should like one sentence about this in somebody’s report, in public, with the number of weeks in it.'
			}
		],
		readUpTo: {
			leedsDrafter: 6,
			leedsLead: 6,
			hackneyDrafter: 7,
			hackneyLead: 4,
			manchesterDrafter: 6,
			supporter: 8,
			facilitator: 8,
			coordinator: 8
		}
	},
	{
		place: { commitment: 3 },
		title: 'Before you start a discussion here',
		audience: 'pledge-makers-and-supporters',
		isPinned: true,
		posts: [
			{
				by: 'facilitator',
				at: [30, '09:00'],
				body: `Three things that have helped in our Creative Spaces and may help here:

- Say **what you tried** before what you think.
- Ask about one thing. A second question is a second discussion.
- No names of people who use services, and no detail by which they could be known.

_Sample text, for trying the workspace._`
			}
		],
		readUpTo: { leedsDrafter: 1, leedsLead: 1, hackneyDrafter: 1, supporter: 1 }
	},
	{
		place: { commitment: 3 },
		title: 'Who owns what people tell us at a Creative Space?',
		audience: 'pledge-makers-and-supporters',
		posts: [
			{
				by: 'hackneyLead',
				at: [13, '14:10'],
				body: `People gave us two hours and told us hard things. We wrote it up, and the write-up is now quoted in board papers. Nobody asked the people in the room.

How do others agree, beforehand, what may leave the room?

_Sample text, for trying the workspace._`
			},
			{
				by: 'facilitator',
				at: [13, '16:25'],
				inReplyTo: 1,
				body: 'We read the notes aloud at the end and strike out what somebody wants struck out. It takes fifteen minutes, and it has never been wasted.'
			},
			{
				by: 'supporter',
				at: [12, '10:00'],
				inReplyTo: 2,
				body: 'And send it to them before it goes anywhere else. Two of ours found their own story in a slide.'
			}
		],
		readUpTo: { leedsDrafter: 3, hackneyLead: 3, facilitator: 3 }
	},
	{
		place: { commitment: 3 },
		title: 'What we put under commitment 3 this round',
		audience: 'organisation',
		posts: [
			{
				by: 'leedsDrafter',
				at: [3, '15:30'],
				body: `Seen by our own organisation only. I have the grants and the two-year agreements. What is missing?

_Sample text, for trying the workspace._`
			},
			{
				by: 'leedsLead',
				at: [3, '17:45'],
				inReplyTo: 1,
				body: 'What did **not** work. The evening sessions nobody came to, and why.'
			}
		],
		readUpTo: { leedsDrafter: 1, leedsLead: 2 }
	},
	{
		place: { commitment: 2 },
		title: 'Recording ethnicity: what moved the figure',
		audience: 'pledge-makers',
		posts: [
			{
				by: 'manchesterDrafter',
				at: [9, '11:15'],
				body: `Our recorded share went from 61 to 74 in a hundred in a year. I would like to say it was the training. I think it was the form: the field can no longer be left empty, and “prefer not to say” stands first in its own line.

What moved yours?

_Sample text, for trying the workspace._`
			},
			{
				by: 'leedsDrafter',
				at: [8, '09:30'],
				inReplyTo: 1,
				body: 'Asking again. A third of our “not stated” were people nobody had asked since their first appointment.'
			},
			{
				by: 'hackneyDrafter',
				at: [7, '12:05'],
				inReplyTo: 2,
				body: 'Same here, and we say **why** we ask. One sentence on the form, written with people who had refused before.'
			}
		],
		readUpTo: { leedsDrafter: 2, manchesterDrafter: 2 }
	},
	{
		place: { commitment: 2 },
		title: 'Small numbers in public tables',
		audience: 'pledge-makers-and-supporters',
		closed: {
			by: 'coordinator',
			at: [15, '10:00'],
			reason: 'Agreed: figures below 5 are not published. The report form now says so.'
		},
		posts: [
			{
				by: 'hackneyDrafter',
				at: [21, '10:40'],
				body: `Some of our wards have two or three people in a row of the table. Do you leave the cell empty, or say “fewer than 5”?

_Sample text, for trying the workspace._`
			},
			{
				by: 'leedsDrafter',
				at: [20, '08:55'],
				inReplyTo: 1,
				body: '“Fewer than 5”, and one more cell in the row likewise, or the total gives it away.'
			}
		],
		readUpTo: { leedsDrafter: 2, hackneyDrafter: 2, leedsLead: 2 }
	},
	{
		place: { commitment: 5 },
		title: 'What survives when the lead moves on',
		audience: 'pledge-makers-and-supporters',
		posts: [
			{
				by: 'leedsLead',
				at: [11, '17:20'],
				body: `Two of our partners lost the person who signed the pledge within a year. In one place the work went on, in the other it stopped. The difference was a line in a job description.

What have you written down so that it does not depend on one person?

_Sample text, for trying the workspace._`
			},
			{
				by: 'hackneyLead',
				at: [10, '09:10'],
				inReplyTo: 1,
				body: 'It is in the Mayor’s delivery plan, with a date. Dull, and it has survived a reorganisation.'
			},
			{
				by: 'supporter',
				at: [10, '11:35'],
				inReplyTo: 1,
				body: 'From the outside: we notice when the meeting moves and nobody tells us. Write down **whom to tell**.'
			},
			{
				by: 'manchesterDrafter',
				at: [2, '14:50'],
				inReplyTo: 3,
				body: 'That is going into our report word for word, if you agree.'
			}
		],
		readUpTo: { leedsDrafter: 3, leedsLead: 3, hackneyLead: 2, supporter: 3 }
	},
	{
		place: { group: 'outOfAreaCare' },
		title: 'What we count as sent out of area',
		audience: 'place',
		posts: [
			{
				by: 'hackneyDrafter',
				at: [4, '10:05'],
				body: `Our three counts do not fit together. We count a bed in the next borough as out of area, Leeds counts miles, and the national return counts neither.

Before we compare anything by ethnic group, could we agree on one count for us, even if it is nobody's favourite?

_Sample text, for trying the workspace._`
			},
			{
				by: 'leedsDrafter',
				at: [4, '14:40'],
				inReplyTo: 1,
				body: 'Miles hide the bus that does not run. Families told us that travelling time is what keeps them from visiting.'
			},
			{
				by: 'supporter',
				at: [3, '09:15'],
				inReplyTo: 2,
				body: 'Whatever you choose, say it in the report in one sentence, so that we can read last year beside this one.'
			}
		],
		poll: {
			by: 'facilitator',
			at: [3, '11:00'],
			question: 'Which count do we use when we compare with each other?',
			options: [
				'Outside the organisation’s own area',
				'More than 30 miles',
				'More than an hour’s travel'
			],
			votes: [
				{ by: 'hackneyDrafter', option: 1, at: [3, '11:30'] },
				{ by: 'leedsDrafter', option: 3, at: [2, '08:50'] },
				{ by: 'supporter', option: 3, at: [2, '16:10'] }
			]
		},
		readUpTo: { leedsDrafter: 3, hackneyDrafter: 3, facilitator: 3, supporter: 3 }
	}
];

/** Stores the sample discussions, as if they had been held in the weeks before `nowMs`. */
export async function seedThreads(
	store: Store,
	memberIds: Record<PersonKey, string>,
	groupIds: Record<GroupKey, string>,
	nowMs: number
): Promise<void> {
	const moment = ([daysAgo, time]: readonly [number, string]): string =>
		`${new Date(nowMs - daysAgo * 86_400_000).toISOString().slice(0, 10)}T${time}:00.000Z`;
	const everyone = Object.entries(people).map(([key, person]) => ({
		id: memberIds[key as PersonKey],
		name: person.name,
		organisation: organisations[person.organisation].name
	}));

	for (const thread of sampleThreads) {
		const [opening] = thread.posts;
		const threadId = newId();
		const commitment = 'commitment' in thread.place ? thread.place.commitment : null;
		await store.discussions.addThread({
			id: threadId,
			commitment,
			group_id: 'group' in thread.place ? groupIds[thread.place.group] : null,
			note_id: null,
			report_id: null,
			section_key: null,
			challenge_id: null,
			title: thread.title,
			audience: thread.audience,
			organisation_id:
				thread.audience === 'organisation'
					? await oldestOrganisation(store, memberIds[opening.by])
					: null,
			author_id: memberIds[opening.by],
			is_sample: 1,
			created_at: moment(opening.at),
			closed_at: thread.closed === undefined ? null : moment(thread.closed.at),
			closed_by: thread.closed === undefined ? null : memberIds[thread.closed.by],
			closed_reason: thread.closed?.reason ?? null,
			outcome: null,
			pinned_at: thread.isPinned ? moment(opening.at) : null
		});
		const postIds = thread.posts.map(() => newId());
		for (const [index, post] of thread.posts.entries()) {
			const id = postIds[index] ?? newId();
			await store.discussions.addPost({
				id,
				thread_id: threadId,
				number: index + 1,
				author_id: memberIds[post.by],
				in_reply_to: post.inReplyTo === undefined ? null : (postIds[post.inReplyTo - 1] ?? null),
				body: post.body,
				created_at: moment(post.at),
				edited_at: null,
				withdrawn_at: null,
				hidden_at: null,
				hidden_by: null,
				hidden_reason: null,
				is_lived_experience: 0,
				content_note: '',
				audience: null,
				organisation_id: null
			});
			await store.discussions.setMentions(id, findMentions(post.body, everyone));
		}
		const readUpTo = new Map(
			Object.entries(thread.readUpTo ?? {}).map(([key, upTo]) => [
				memberIds[key as PersonKey],
				upTo
			])
		);
		for (const [memberId, upTo] of readUpTo) {
			await store.discussions.markRead(memberId, threadId, upTo);
		}
		await seedNotices(
			store,
			{ id: threadId, commitment },
			thread.posts.map(({ by, at }, index) => ({
				id: postIds[index] ?? '',
				authorId: memberIds[by],
				at: moment(at)
			})),
			readUpTo
		);
		if (thread.poll !== undefined) {
			await seedPoll(store, threadId, thread.poll, memberIds, moment);
		}
	}
}

async function oldestOrganisation(store: Store, memberId: string): Promise<string | null> {
	const [seat] = await store.accounts.seatsOf(memberId);
	return seat?.organisation_id ?? null;
}
