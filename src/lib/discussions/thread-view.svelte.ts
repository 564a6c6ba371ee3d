// One thread on the screen: how its posts are set, and what was unread when the page was opened. That stays as it was
// for the whole visit, so that reading on does not make marks vanish under one's eyes.
import type { Post, Thread } from '#server/domain/discussions/thread-view.ts';
import type { FormFailure } from '$lib/server/act.ts';
import { orderPosts } from './post-order.ts';
import { postPath, threadPath } from './thread-words.ts';

/** What the address asks for besides the thread: `?reply=4`, `?edit=4` … It works without script. */
const intents = [
	'reply',
	'edit',
	'withdraw',
	'hide',
	'close',
	'conclude',
	'move',
	'movePosts'
] as const;
export type Intent = { kind: (typeof intents)[number]; number: number } | null;

export function intentOf(parameters: URLSearchParams): Intent {
	for (const kind of intents) {
		const number = Number(parameters.get(kind) ?? Number.NaN);
		if (Number.isInteger(number)) return { kind, number };
	}
	return null;
}

type Sources = {
	thread: () => Thread;
	intent: () => Intent;
	failure: () => FormFailure | null;
	memberId: string;
	level: 1 | 2;
};

export class ThreadView {
	readonly memberId: string;
	/** Of its heading: beside a list of others, or alone on the page. */
	readonly level: 1 | 2;
	readonly #sources: Sources;
	/** As it stood when the page was opened. */
	readonly #readUpTo: number;
	readonly #settledUpTo: number;

	constructor(sources: Sources) {
		this.#sources = sources;
		this.memberId = sources.memberId;
		this.level = sources.level;
		const { readUpTo, lastNumber, unread } = sources.thread();
		this.#readUpTo = readUpTo;
		// On a first visit, or with nothing unread, the whole thread stands as a tree.
		this.#settledUpTo = readUpTo === 0 || unread === 0 ? lastNumber : readUpTo;
	}

	readonly order = $derived.by(() => orderPosts(this.thread.posts, this.#settledUpTo));
	readonly unread = $derived.by(() => this.thread.posts.filter((post) => this.isUnread(post)));

	get thread(): Thread {
		return this.#sources.thread();
	}

	/** What went wrong with the form of this name, if it is the one that was sent. */
	failureOf(action: string): FormFailure | null {
		const failure = this.#sources.failure();
		return failure?.action === action ? failure : null;
	}

	isAsked(kind: NonNullable<Intent>['kind'], post?: Post): boolean {
		const intent = this.#sources.intent();
		return intent?.kind === kind && (post === undefined || intent.number === post.number);
	}

	/** The post that is being answered. */
	get answered(): Post | null {
		const intent = this.#sources.intent();
		if (intent?.kind !== 'reply') return null;
		return this.thread.posts.find((post) => post.number === intent.number) ?? null;
	}

	isOwn(post: Post): boolean {
		return post.author.id === this.memberId;
	}

	/** For this visit. */
	isUnread(post: Post): boolean {
		return post.number > this.#readUpTo && !this.isOwn(post) && !isGone(post);
	}

	/** Of a long discussion only a stretch is shown. */
	get isLong(): boolean {
		return this.thread.previous !== null || this.thread.next !== null;
	}

	/** The lasting address of the thread, or of one of its posts. */
	href(post?: Post): string {
		return post === undefined ? this.#path() : this.hrefOf(post.number);
	}

	/** The same by a post's number: it need not be on this page. */
	hrefOf(number: number): string {
		return this.isLong
			? postPath(this.thread, number)
			: `${threadPath(this.thread)}#post-${number}`;
	}

	/** With the stretch that is shown. */
	#path(): string {
		const first = this.thread.posts[0]?.number;
		return threadPath(this.thread) + (this.isLong && first !== undefined ? `?post=${first}` : '');
	}

	/** The address that opens a form of this thread. */
	ask(kind: NonNullable<Intent>['kind'], post?: Post): string {
		const place =
			kind === 'reply' ? 'write' : post === undefined ? 'thread' : `post-${post.number}`;
		const stretch = this.isLong ? `&post=${post?.number ?? this.thread.posts[0]?.number ?? 1}` : '';
		return `${threadPath(this.thread)}?${kind}=${post?.number ?? 1}${stretch}#${place}`;
	}
}

/** Its words cannot be read any more. */
export const isGone = (post: Post): boolean => post.withdrawn || post.hidden !== null;
