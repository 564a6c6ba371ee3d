// Starting a note: on its own, for a group or a commitment, or as what came of a challenge or of a session.
import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { startNoteFormSchema } from '#shared/note-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		app.access.require(actor, 'note.start', { kind: 'alliance' });
		const { searchParams } = event.url;
		const challengeId = searchParams.get('challenge');
		const challenge = challengeId === null ? null : await app.challenges.byId(actor, challengeId);
		const sessionId = searchParams.get('session');
		const session = sessionId === null ? null : await app.sessionClosing.record(actor, sessionId);
		const [nameable, ownGroups, pledge] = await Promise.all([
			app.notes.nameable(actor),
			app.notes.ownGroups(actor),
			app.pledge.current()
		]);
		const group = ownGroups.find(({ id }) => id === searchParams.get('group'));
		const commitment = searchParams.get('commitment');
		return {
			runningHead: [{ label: 'Learning', href: '/learning' }, { label: 'Write a note' }],
			...nameable,
			ownGroups,
			commitments: pledge.commitments.map(({ number, title }) => ({ number, title })),
			challenge: challenge && { id: challenge.id, title: challenge.title },
			session: session && { id: session.id, title: session.title },
			usual: {
				title: challenge?.title ?? session?.title ?? '',
				commitments:
					(challenge ?? session)?.commitments.map(String) ??
					(commitment === null ? [] : [commitment]),
				circle: group === undefined ? 'only-me' : `group:${group.id}`
			}
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, startNoteFormSchema, async (actor, { circle, challenge, session, ...facts }) => {
			const { app } = event.locals;
			const input = { ...facts, ...circle };
			const note =
				session === undefined
					? await app.notes.start(actor, input)
					: await app.sessionBecoming.toNote(actor, session, input);
			if (challenge !== undefined) await app.challenges.tellInNote(actor, challenge, note.id);
			redirect(303, `/learning/${note.id}`);
		})
};
