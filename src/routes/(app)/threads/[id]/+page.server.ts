import { read } from '$lib/server/act.ts';
import { loadThread, threadActions } from '$lib/server/thread-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const thread = await loadThread(event, { app, actor });
		return {
			thread,
			polls: await app.polls.ofThread(actor, thread.id),
			mentions: await app.links.mentions(actor, { kind: 'thread', id: thread.id }),
			mayOpenPoll: await app.polls.mayOpen(actor, thread.id),
			runningHead: [{ label: thread.place.title, href: thread.place.path }, { label: thread.title }]
		};
	});

export const actions = threadActions;
