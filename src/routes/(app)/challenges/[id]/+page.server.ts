import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import {
	closeChallengeFormSchema,
	offerFormSchema,
	offerHelpSchema
} from '#shared/challenge-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	event.depends(`challenge:${event.params.id}`);
	return read(event, async ({ app, actor }) => {
		const challenge = await app.challenges.byId(actor, event.params.id);
		const [matter, threads, mentions, sessions] = await Promise.all([
			app.sameMatter.of(actor, challenge.id),
			app.discussions.ofPlace(actor, { kind: 'challenge', id: challenge.id }),
			app.links.mentions(actor, { kind: 'challenge', id: challenge.id }),
			app.sessionBecoming.sessionsOf(actor, 'challenge', challenge.id)
		]);
		return {
			runningHead: [
				{ label: 'Learning', href: '/learning' },
				{ label: 'Challenges', href: '/challenges' },
				{ label: challenge.title }
			],
			challenge,
			sessions,
			matter,
			mentions,
			threads: threads.items
		};
	});
};

export const actions: Actions = {
	offer: (event) =>
		act(event, offerHelpSchema, async (actor, input) => {
			await event.locals.app.offers.offer(actor, event.params.id, input);
			return { said: 'Your offer stands here, and who is stuck is told.' };
		}),
	withdraw: (event) =>
		act(event, offerFormSchema, async (actor, { offerId }) => {
			await event.locals.app.offers.withdraw(actor, event.params.id, offerId);
			return { said: 'Your offer is withdrawn.' };
		}),
	accept: (event) =>
		act(event, offerFormSchema, async (actor, { offerId }) => {
			await event.locals.app.offers.accept(actor, event.params.id, offerId);
			return { said: 'Accepted. Each of you now sees the other’s e-mail address here.' };
		}),
	close: (event) =>
		act(event, closeChallengeFormSchema, async (actor, { outcome, tellInNote }) => {
			const { id } = event.params;
			await event.locals.app.challenges.close(actor, id, { outcome });
			if (tellInNote === 'yes') redirect(303, `/learning/new?challenge=${id}`);
			return { said: 'It is closed. What came of it stays here for others.' };
		}),
	reopen: (event) =>
		act(event, v.object({}), async (actor) => {
			await event.locals.app.challenges.reopen(actor, event.params.id);
			return { said: 'It is open again.' };
		})
};
