// How a thread and its posts are shown to one member. Pure: rows in, what may be read out. Words that were
// withdrawn or hidden, and their history, stop here.
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { PlaceTarget, PostTarget, ThreadTarget } from '#server/domain/access/targets.ts';
import type {
	MentionRow,
	PostOverviewRow,
	PostRow,
	RevisionRow,
	ThreadOverviewRow,
	ThreadRow
} from '#server/storage/discussions.ts';
import { renderPost, type Mentionable } from '#shared/post-notation.ts';
import type { FollowState, PostAudience, ThreadAudience } from '#shared/states.ts';
import type { Place } from './places.ts';
import type { Trail } from './trail.ts';

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
	/** Id of a post of the same thread, and its number. */
	inReplyTo: string | null;
	inReplyToNumber: number | null;
	at: string;
	editedAt: string | null;
	/** What it said before, oldest first, each with the time it was written. */
	earlier: { body: string; html: string; at: string }[];
	withdrawn: boolean;
	/** Hidden by a moderator, who says why. */
	hidden: { at: string; by: string; reason: string } | null;
	/** Tells of lived experience: for fewer people, never quoted elsewhere, and withdrawn for good. */
	isLivedExperience: boolean;
	/** What it talks about, said before its words; empty: nothing is said. */
	contentNote: string;
	/** For fewer people than its thread; null: for the same. */
	seenBy: PostAudience | null;
	/** By somebody else, and newer than what you have read. */
	unread: boolean;
	abilities: { edit: boolean; withdraw: boolean; hide: boolean; offer: boolean };
};

export type ThreadSummary = {
	id: string;
	commitment: number | null;
	/** What it is about; `readers` are those who may read that. */
	place: Pick<Place, 'kind' | 'title' | 'path' | 'readers'>;
	title: string;
	audience: ThreadAudience;
	/** Set when the audience is one organisation. */
	organisation: { id: string; name: string } | null;
	author: Author;
	createdAt: string;
	isSample: boolean;
	isPinned: boolean;
	/** `reason` is empty where an outcome closed it. */
	closed: { at: string; by: string; reason: string } | null;
	/** What came of it: as typed, and as markup. */
	outcome: { body: string; html: string } | null;
	/** What you have said about hearing of it. */
	follow: FollowState | null;
	postCount: number;
	/** Of its last post. */
	lastNumber: number;
	lastPostAt: string;
	unread: number;
	/** Number of the first post you have not read. */
	firstUnread: number | null;
};

export type Thread = ThreadSummary & {
	/** Number of the last post you have been shown; 0 before the first visit. */
	readUpTo: number;
	/** In order. Of a long thread a stretch. */
	posts: Post[];
	/** Number of the first post of the stretch before; null where this is the first. */
	previous: number | null;
	/** Number of the first post after these; null where these are the last. */
	next: number | null;
	/** What went elsewhere, and what came from elsewhere. */
	trail: Trail;
	/** For whom a post of yours about lived experience may be instead, the widest circle first. */
	circles: PostAudience[];
	abilities: { post: boolean; moderate: boolean; conclude: boolean; move: boolean };
};

/** The facts of a thread that decide about it. */
export const threadTarget = (
	row: Pick<ThreadRow, 'audience' | 'organisation_id' | 'author_id' | 'closed_at'>,
	place: PlaceTarget | null
): ThreadTarget => ({
	kind: 'thread',
	audience: row.audience,
	organisationId: row.organisation_id,
	place,
	begunBy: row.author_id,
	isClosed: row.closed_at !== null
});

/** The facts of a post that decide about it. */
export const postTarget = (row: PostRow, thread: ThreadTarget): PostTarget => ({
	...thread,
	kind: 'post',
	authorId: row.author_id,
	narrowedTo:
		row.audience === null ? null : { audience: row.audience, organisationId: row.organisation_id },
	isLivedExperience: row.is_lived_experience === 1,
	isWithdrawn: row.withdrawn_at !== null,
	isHidden: row.hidden_at !== null
});

export const toSummary = (row: ThreadOverviewRow, place: Place): ThreadSummary => ({
	id: row.id,
	commitment: row.commitment,
	place: { kind: place.kind, title: place.title, path: place.path, readers: place.readers },
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
	outcome: row.outcome === null ? null : { body: row.outcome, html: renderPost(row.outcome, []) },
	follow: row.follow,
	postCount: row.post_count,
	lastNumber: row.last_number,
	lastPostAt: row.last_post_at,
	unread: row.unread,
	firstUnread: row.first_unread
});

export type PostRows = {
	posts: readonly PostOverviewRow[];
	revisions: readonly RevisionRow[];
	mentions: readonly MentionRow[];
};

/** What this member may do in a thread. */
export function threadAbilities(
	access: Access,
	actor: Actor,
	target: ThreadTarget
): Thread['abilities'] {
	const can = access.abilities(actor, target, [
		'thread.post',
		'thread.moderate',
		'thread.conclude',
		'thread.move'
	]);
	return {
		post: can['thread.post'],
		moderate: can['thread.moderate'],
		conclude: can['thread.conclude'],
		move: can['thread.move']
	};
}

/** Those posts that somebody who may see the thread may see too. */
export function toPosts(
	access: Access,
	actor: Actor,
	thread: { target: ThreadTarget; readUpTo: number },
	rows: PostRows
): Post[] {
	const revisions = Map.groupBy(rows.revisions, (row) => row.post_id);
	const mentions = Map.groupBy(rows.mentions, (row) => row.post_id);
	return rows.posts.flatMap((row) => {
		const target = postTarget(row, thread.target);
		if (!access.can(actor, 'post.see', target)) return [];
		return [
			toPost(access, actor, thread.readUpTo, target, row, {
				revisions: revisions.get(row.id) ?? [],
				mentions: mentions.get(row.id) ?? []
			})
		];
	});
}

function toPost(
	access: Access,
	actor: Actor,
	readUpTo: number,
	target: PostTarget,
	row: PostOverviewRow,
	{ revisions, mentions }: Pick<PostRows, 'revisions' | 'mentions'>
): Post {
	const can = access.abilities(actor, target, [
		'post.edit',
		'post.withdraw',
		'post.hide',
		'post.offer'
	]);
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
		inReplyTo: row.in_reply_to_number === null ? null : row.in_reply_to,
		inReplyToNumber: row.in_reply_to_number,
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
		isLivedExperience: target.isLivedExperience,
		contentNote: mayRead ? row.content_note : '',
		seenBy: row.audience,
		unread: isShown && row.author_id !== memberIdOf(actor) && row.number > readUpTo,
		abilities: {
			edit: can['post.edit'],
			withdraw: can['post.withdraw'],
			hide: can['post.hide'] && !target.isWithdrawn,
			offer: can['post.offer']
		}
	};
}
