// How a thread and its posts are shown to one member. Pure: rows in, what may be read out. Words that were
// withdrawn or hidden, and their history, stop here.
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { PostTarget, ThreadTarget } from '#server/domain/access/targets.ts';
import type {
	MentionRow,
	PostInThreadRow,
	PostOverviewRow,
	RevisionRow,
	ThreadOverviewRow,
	ThreadRow
} from '#server/storage/discussions.ts';
import { renderPost, type Mentionable } from '#shared/post-notation.ts';
import type { ThreadAudience } from '#shared/states.ts';

/** `organisation` is empty for somebody who has left theirs. */
export type Author = { id: string; name: string; organisation: string };

export type Post = {
	id: string;
	/** 1, 2, 3 … within the thread; its permanent name. */
	number: number;
	author: Author;
	/** As typed. Null when withdrawn, or hidden from you. */
	body: string | null;
	html: string | null;
	/** Id of a post of the same thread. */
	inReplyTo: string | null;
	at: string;
	editedAt: string | null;
	/** What it said before, oldest first, each with the time it was written. */
	earlier: { body: string; html: string; at: string }[];
	withdrawn: boolean;
	/** Hidden by a moderator, who says why. */
	hidden: { at: string; by: string; reason: string } | null;
	/** By somebody else, and newer than what you have read. */
	unread: boolean;
	abilities: { edit: boolean; withdraw: boolean; hide: boolean };
};

export type ThreadSummary = {
	id: string;
	commitment: number | null;
	title: string;
	audience: ThreadAudience;
	/** Set when the audience is one organisation. */
	organisation: { id: string; name: string } | null;
	author: Author;
	createdAt: string;
	isSample: boolean;
	isPinned: boolean;
	closed: { at: string; by: string; reason: string } | null;
	postCount: number;
	lastPostAt: string;
	unread: number;
	/** Number of the first post you have not read. */
	firstUnread: number | null;
};

export type Thread = ThreadSummary & {
	/** Number of the last post you have been shown; 0 before the first visit. */
	readUpTo: number;
	posts: Post[];
	abilities: { post: boolean; moderate: boolean };
};

/** The facts of a thread that decide about it. */
export const threadTarget = (
	row: Pick<ThreadRow, 'audience' | 'organisation_id' | 'closed_at'>
): ThreadTarget => ({
	kind: 'thread',
	audience: row.audience,
	organisationId: row.organisation_id,
	place: null,
	isClosed: row.closed_at !== null
});

/** The facts of the thread a post stands in. */
export const threadOfPost = (row: PostInThreadRow): ThreadTarget =>
	threadTarget({
		audience: row.thread_audience,
		organisation_id: row.thread_organisation_id,
		closed_at: row.closed_at
	});

/** The facts of a post that decide about it. */
export const postTarget = (row: PostInThreadRow): PostTarget => ({
	...threadOfPost(row),
	kind: 'post',
	authorId: row.author_id,
	narrowedTo:
		row.audience === null ? null : { audience: row.audience, organisationId: row.organisation_id },
	isWithdrawn: row.withdrawn_at !== null,
	isHidden: row.hidden_at !== null
});

export const toSummary = (row: ThreadOverviewRow): ThreadSummary => ({
	id: row.id,
	commitment: row.commitment,
	title: row.title,
	audience: row.audience,
	organisation:
		row.organisation_id === null
			? null
			: { id: row.organisation_id, name: row.organisation_name ?? '' },
	author: {
		id: row.author_id,
		name: row.author_name,
		organisation: row.author_organisation ?? ''
	},
	createdAt: row.created_at,
	isSample: row.is_sample === 1,
	isPinned: row.pinned_at !== null,
	closed:
		row.closed_at === null
			? null
			: { at: row.closed_at, by: row.closed_by_name ?? '', reason: row.closed_reason ?? '' },
	postCount: row.post_count,
	lastPostAt: row.last_post_at,
	unread: row.unread,
	firstUnread: row.first_unread
});

export type ThreadRows = {
	thread: ThreadOverviewRow;
	posts: readonly PostOverviewRow[];
	revisions: readonly RevisionRow[];
	mentions: readonly MentionRow[];
};

/** The whole thread for somebody who may see it. */
export function toThread(access: Access, actor: Actor, rows: ThreadRows): Thread {
	const { thread } = rows;
	const revisions = Map.groupBy(rows.revisions, (row) => row.post_id);
	const mentions = Map.groupBy(rows.mentions, (row) => row.post_id);
	const can = access.abilities(actor, threadTarget(thread), ['thread.post', 'thread.moderate']);
	return {
		...toSummary(thread),
		readUpTo: thread.read_up_to,
		posts: rows.posts.map((post) =>
			toPost(access, actor, thread, post, revisions.get(post.id) ?? [], mentions.get(post.id) ?? [])
		),
		abilities: { post: can['thread.post'], moderate: can['thread.moderate'] }
	};
}

function toPost(
	access: Access,
	actor: Actor,
	thread: ThreadOverviewRow,
	row: PostOverviewRow,
	revisions: readonly RevisionRow[],
	mentions: readonly MentionRow[]
): Post {
	const target = postTarget({
		...row,
		commitment: thread.commitment,
		thread_audience: thread.audience,
		thread_organisation_id: thread.organisation_id,
		closed_at: thread.closed_at
	});
	const can = access.abilities(actor, target, ['post.edit', 'post.withdraw', 'post.hide']);
	const isShown = !target.isWithdrawn && !target.isHidden;
	// Whoever may take the decision back must be able to read what it is about.
	const mayRead = isShown || (target.isHidden && !target.isWithdrawn && can['post.hide']);
	const mentioned: Mentionable[] = mentions.map((mention) => ({
		id: mention.member_id,
		name: mention.name,
		organisation: mention.organisation ?? ''
	}));
	return {
		id: row.id,
		number: row.number,
		author: {
			id: row.author_id,
			name: row.author_name,
			organisation: row.author_organisation ?? ''
		},
		body: mayRead ? row.body : null,
		html: mayRead ? renderPost(row.body, mentioned) : null,
		inReplyTo: row.in_reply_to,
		at: row.created_at,
		editedAt: isShown ? row.edited_at : null,
		earlier: isShown
			? revisions.map(({ body, at }) => ({ body, html: renderPost(body, mentioned), at }))
			: [],
		withdrawn: target.isWithdrawn,
		hidden:
			row.hidden_at === null
				? null
				: { at: row.hidden_at, by: row.hidden_by_name ?? '', reason: row.hidden_reason ?? '' },
		unread: isShown && row.author_id !== memberIdOf(actor) && row.number > thread.read_up_to,
		abilities: {
			edit: can['post.edit'],
			withdraw: can['post.withdraw'],
			hide: can['post.hide'] && !target.isWithdrawn
		}
	};
}
