import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { threadPath } from '$lib/discussions/thread-words.ts';
import { startThreadFormSchema } from '#shared/discussion-input.ts';
import type { Actions, PageServerLoad } from './$types';

const placeOf = ({ number }: { number: string }) =>
	({ kind: 'commitment', number: Number(number) }) as const;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => ({
		place: await app.discussions.placeFor(actor, placeOf(event.params)),
		audiences: await app.discussions.audienceChoices(actor, placeOf(event.params)),
		runningHead: [
			{ label: 'Commitments', href: '/commitments' },
			{ label: `Commitment ${event.params.number}`, href: `/commitments/${event.params.number}` },
			{ label: 'Start a discussion' }
		]
	}));

export const actions: Actions = {
	default: (event) =>
		act(event, startThreadFormSchema, async (actor, { seenBy, ...words }) => {
			const thread = await event.locals.app.discussions.startThread(actor, {
				...words,
				...seenBy,
				place: placeOf(event.params)
			});
			redirect(303, threadPath(thread));
		})
};
