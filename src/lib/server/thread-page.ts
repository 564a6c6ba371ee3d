// What the pages of a discussion have in common, whatever it is about.
import { redirect, type Actions, type RequestEvent, type ServerLoadEvent } from '@sveltejs/kit';
import { pollActions } from '$lib/polls/poll-actions.ts';
import { act } from '$lib/server/act.ts';
import { nothingSchema } from '#shared/account-input.ts';
import {
	editFormSchema,
	followFormSchema,
	hideFormSchema,
	moderationSchema,
	movePostsFormSchema,
	moveThreadSchema,
	outcomeSchema,
	postFormSchema,
	postSchema,
	unreadFormSchema
} from '#shared/discussion-input.ts';
import { postPath, threadPath } from '#shared/thread-path.ts';
import type { App } from '#server/app.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Post, Thread } from '#server/domain/discussions/thread-view.ts';

/**
 * The discussion an address names, and the stretch of it that is asked for: `?post=120` that post, otherwise the first
 * one unread. Where it has gone elsewhere, or is asked for where it never was, the way leads there.
 */
export async function loadThread(
	event: ServerLoadEvent<{ id: string }>,
	{ app, actor }: { app: App; actor: Actor }
): Promise<Thread> {
	event.depends('app:thread');
	const asked = Number(event.url.searchParams.get('post') ?? Number.NaN);
	const around = Number.isInteger(asked) && asked > 0 ? asked : 'unread';
	const thread = await app.discussions.thread(actor, event.params.id, { around });
	const path = threadPath(thread);
	if (event.url.pathname !== path) redirect(303, path + event.url.search);
	const isLong = thread.previous !== null || thread.next !== null;
	// The first unread post is another one as soon as this one is read: the address says which stretch it is.
	if (isLong && around === 'unread' && event.request.method === 'GET') {
		redirect(303, `${path}?post=${thread.firstUnread ?? thread.lastNumber}`);
	}
	if (isShown(event)) {
		const last = thread.posts.at(-1)?.number ?? 0;
		// Skipping to the end of a long discussion is not reading what lies between.
		const isNext = (thread.posts[0]?.number ?? 0) <= (thread.firstUnread ?? Infinity);
		if (isNext) await app.discussions.markRead(actor, thread.id, last);
	}
	return thread;
}

/** A page that a browser asked for to show it: all that is known without script. With script the page itself says what
 *  has been shown; data for it, and pages fetched ahead, are not reading. */
const isShown = (event: RequestEvent): boolean =>
	!event.isDataRequest && !(event.request.headers.get('sec-purpose') ?? '').includes('prefetch');

type Asking = RequestEvent<{ id: string }>;
type Address = { id: string; commitment: number | null };

/** Of the page the form stands on. */
const addressOf = ({ params }: RequestEvent): Address => ({
	id: params['id'] ?? '',
	commitment: params['number'] === undefined ? null : Number(params['number'])
});

const toThread = (thread: Address): never => redirect(303, threadPath(thread));
const toPost = (event: Asking, post: Post): never =>
	redirect(303, postPath(addressOf(event), post.number));

const onThread = (event: Asking, verb: 'reopenThread' | 'pinThread' | 'unpinThread') =>
	act(event, nothingSchema, async (actor) => {
		await event.locals.app.discussions[verb](actor, event.params.id);
		toThread(addressOf(event));
	});

export const threadActions = {
	post: (event) =>
		act(event, postSchema, async (actor, input) =>
			toPost(event, await event.locals.app.discussions.post(actor, event.params.id, input))
		),

	edit: (event) =>
		act(event, editFormSchema, async (actor, { postId, body }) =>
			toPost(event, await event.locals.app.discussions.editPost(actor, postId, { body }))
		),

	withdraw: (event) =>
		act(event, postFormSchema, async (actor, { postId }) =>
			toPost(event, await event.locals.app.discussions.withdrawPost(actor, postId))
		),

	hide: (event) =>
		act(event, hideFormSchema, async (actor, { postId, reason }) =>
			toPost(event, await event.locals.app.discussions.hidePost(actor, postId, { reason }))
		),

	unhide: (event) =>
		act(event, postFormSchema, async (actor, { postId }) =>
			toPost(event, await event.locals.app.discussions.unhidePost(actor, postId))
		),

	close: (event) =>
		act(event, moderationSchema, async (actor, input) => {
			await event.locals.app.discussions.closeThread(actor, event.params.id, input);
			toThread(addressOf(event));
		}),

	conclude: (event) =>
		act(event, outcomeSchema, async (actor, input) => {
			await event.locals.app.discussions.concludeThread(actor, event.params.id, input);
			toThread(addressOf(event));
		}),

	follow: (event) =>
		act(event, followFormSchema, async (actor, { state }) => {
			await event.locals.app.discussions.followThread(actor, event.params.id, state);
			toThread(addressOf(event));
		}),

	unread: (event) =>
		act(event, unreadFormSchema, async (actor, { from }) => {
			const { place } = await event.locals.app.discussions.markUnread(actor, event.params.id, from);
			// Shown again it would be read again: back to the list it stands in.
			redirect(303, place.path);
		}),

	movePosts: (event) =>
		act(event, movePostsFormSchema, async (actor, input) =>
			toThread(await event.locals.app.discussions.movePosts(actor, event.params.id, input))
		),

	moveThread: (event) =>
		act(event, moveThreadSchema, async (actor, input) =>
			toThread(await event.locals.app.discussions.moveThread(actor, event.params.id, input))
		),

	reopen: (event) => onThread(event, 'reopenThread'),
	pin: (event) => onThread(event, 'pinThread'),
	unpin: (event) => onThread(event, 'unpinThread'),

	...pollActions
} satisfies Actions<{ id: string }>;
