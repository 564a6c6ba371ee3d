// A learning note: its text stands in the first HTML response, so that it can be read before any script runs.
import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

/** Discussions shown beside a note; the rest is one step away. */
const threadsShown = 5;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		event.depends(`note:${id}`);
		const note = await app.notes.byId(actor, id);
		const [content, mentions, cameFrom, sessions, threads, widening] = await Promise.all([
			app.notes.content(actor, id),
			app.links.mentions(actor, { kind: 'note', id }),
			app.challenges.ofNote(actor, id),
			app.sessionBecoming.sessionsOf(actor, 'note', id),
			app.discussions.ofPlace(actor, { kind: 'note', id }, { limit: threadsShown }),
			note.abilities.share ? app.notes.widening(actor, id) : null
		]);
		return {
			runningHead: [{ label: 'Learning', href: '/learning' }, { label: note.title }],
			note,
			html: content.html,
			words: content.words,
			mentions,
			cameFrom: [
				...cameFrom.map(({ id: challengeId, title }) => ({
					id: challengeId,
					title,
					url: `/challenges/${challengeId}`
				})),
				...sessions
			],
			threads,
			/** The authors are asked whether more people may see it. */
			widening: widening?.outcome === null ? widening : null
		};
	});
