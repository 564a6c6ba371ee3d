import { error } from '@sveltejs/kit';
import { read } from '$lib/server/act.ts';
import { loadThread, threadActions } from '$lib/server/thread-page.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const thread = await loadThread(event, { app, actor });
		if (thread.commitment === null) error(404, 'Not found');
		return {
			thread,
			polls: await app.polls.ofThread(actor, thread.id),
			mayOpenPoll: await app.polls.mayOpen(actor, thread.id),
			runningHead: [
				{ label: 'Commitments', href: '/commitments' },
				{ label: `Commitment ${thread.commitment}`, href: `/commitments/${thread.commitment}` },
				{ label: thread.title }
			]
		};
	});

export const actions = threadActions;
