import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { threadPath } from '$lib/discussions/thread-words.ts';
import { nothingSchema } from '#shared/account-input.ts';
import {
	editFormSchema,
	hideFormSchema,
	moderationSchema,
	postFormSchema,
	postSchema
} from '#shared/discussion-input.ts';
import type { Post } from '#server/domain/discussions/thread-view.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:thread');
		const thread = await app.discussions.thread(actor, event.params.id);
		if (String(thread.commitment) !== event.params.number) error(404, 'Not found');
		if (isShown(event)) await app.discussions.markRead(actor, thread.id, thread.postCount);
		return {
			thread,
			runningHead: [
				{ label: 'Commitments', href: '/commitments' },
				{ label: `Commitment ${thread.commitment}`, href: `/commitments/${thread.commitment}` },
				{ label: thread.title }
			]
		};
	});

/** A page that a browser asked for to show it: all that is known without script. With script the page itself says what
 *  has been shown; data for it, and pages fetched ahead, are not reading. */
const isShown = (event: RequestEvent): boolean =>
	!event.isDataRequest && !(event.request.headers.get('sec-purpose') ?? '').includes('prefetch');

type Params = { number: string; id: string };

const toThread = ({ params }: { params: Params }): never =>
	redirect(303, threadPath({ id: params.id, commitment: Number(params.number) }));

const toPost = ({ params }: { params: Params }, post: Post): never =>
	redirect(
		303,
		`${threadPath({ id: params.id, commitment: Number(params.number) })}#post-${post.number}`
	);

type Asking = RequestEvent<Params>;

export const actions: Actions = {
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
			toThread(event);
		}),

	reopen: (event) => onThread(event, 'reopenThread'),
	pin: (event) => onThread(event, 'pinThread'),
	unpin: (event) => onThread(event, 'unpinThread')
};

const onThread = (event: Asking, verb: 'reopenThread' | 'pinThread' | 'unpinThread') =>
	act(event, nothingSchema, async (actor) => {
		await event.locals.app.discussions[verb](actor, event.params.id);
		toThread(event);
	});
