import { error, redirect, type RequestEvent } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { startThreadFormSchema } from '#shared/discussion-input.ts';
import { threadPath } from '#shared/thread-path.ts';
import { placeWord, readPlaceWord, type PlaceRef } from '#shared/thread-place.ts';
import type { Actions, PageServerLoad } from './$types';

/** `?group=ID`, `?note=ID`, `?challenge=ID`, or `?section=REPORT/KEY`. */
function placeIn({ url }: RequestEvent): PlaceRef {
	for (const kind of ['group', 'note', 'challenge', 'section']) {
		const place = readPlaceWord(`${kind}:${url.searchParams.get(kind) ?? ''}`);
		if (place !== null) return place;
	}
	error(404, 'Not found');
}

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const ref = placeIn(event);
		const place = await app.discussions.placeFor(actor, ref);
		return {
			place,
			word: placeWord(ref),
			audiences: await app.discussions.audienceChoices(actor, ref),
			runningHead: [{ label: place.title, href: place.path }, { label: 'Start a discussion' }]
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, startThreadFormSchema, async (actor, { seenBy, ...words }) => {
			const thread = await event.locals.app.discussions.startThread(actor, {
				...words,
				...seenBy,
				place: placeIn(event)
			});
			redirect(303, threadPath(thread));
		})
};
