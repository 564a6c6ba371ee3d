import { error, redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import type { App } from '#server/app.ts';
import type { Actor } from '#server/kernel/actor.ts';
import { raiseChallengeFormSchema, type ChallengeFrom } from '#shared/challenge-input.ts';
import type { Actions, PageServerLoad } from './$types';

/** Where it came up: `?section=<report>:<key>`, `?group=<id>` or `?thread=<id>`. */
function fromOf(url: URL): ChallengeFrom | undefined {
	const [id = '', part] = (url.searchParams.get('section') ?? '').split(':', 2);
	if (id !== '') return { kind: 'section', id, part };
	for (const kind of ['group', 'thread'] as const) {
		const given = url.searchParams.get(kind) ?? '';
		if (given !== '') return { kind, id: given };
	}
	return undefined;
}

/** An outcome of a session that goes further as a challenge: `?outcome=<session>:<outcome>`. */
function outcomeOf(url: URL): { sessionId: string; outcomeId: string } | null {
	const [sessionId = '', outcomeId = ''] = (url.searchParams.get('outcome') ?? '').split(':', 2);
	return sessionId === '' || outcomeId === '' ? null : { sessionId, outcomeId };
}

async function fromSession(app: App, actor: Actor, url: URL) {
	const named = outcomeOf(url);
	if (named === null) return null;
	const record = await app.sessionClosing.record(actor, named.sessionId);
	const outcome = record.outcomes.find(({ id }) => id === named.outcomeId);
	if (outcome === undefined) return null;
	const { title, commitments } = record;
	const address = `/sessions/${named.sessionId}/record`;
	return {
		origin: { kind: 'session' as const, title, url: address },
		commitments,
		words: outcome.words
	};
}

/** What a section is about, as far as its key says. */
const commitmentsOf = (from: ChallengeFrom | undefined): number[] => {
	const number = /^commitment-([1-7])$/.exec(from?.part ?? '')?.[1];
	return number === undefined ? [] : [Number(number)];
};

const originFor = async (app: App, actor: Actor, from: ChallengeFrom | undefined) =>
	from === undefined ? null : app.challenges.origin(actor, from);

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const from = fromOf(event.url);
		const [session, origin, audiences, pledge] = await Promise.all([
			fromSession(app, actor, event.url),
			originFor(app, actor, from),
			app.challenges.audiences(actor),
			app.pledge.current()
		]);
		if (audiences.length === 0)
			error(403, 'To raise a challenge one needs a seat in an organisation.');
		const ofGroup = from?.kind === 'group' ? `group:${from.id}` : null;
		const choices = audiences.map(({ audience, id, name }) => ({
			value: id === null ? audience : `${audience}:${id}`,
			audience,
			name
		}));
		return {
			runningHead: [
				{ label: 'Learning', href: '/learning' },
				{ label: 'Challenges', href: '/challenges' },
				{ label: 'Say what you are stuck on' }
			],
			origin: session?.origin ?? origin,
			body: session?.words ?? '',
			choices,
			chosen: choices.find(({ value }) => value === ofGroup)?.value ?? choices[0]?.value ?? '',
			about: session?.commitments ?? commitmentsOf(from),
			commitments: pledge.commitments.map(({ number, wording }) => ({ number, wording }))
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, raiseChallengeFormSchema, async (actor, { seenBy, ...words }) => {
			const { app } = event.locals;
			const from = fromOf(event.url);
			const input = { ...words, ...seenBy };
			const named = outcomeOf(event.url);
			const { id } =
				named === null
					? await app.challenges.raise(actor, { ...input, from })
					: await app.sessionBecoming.become(actor, named.sessionId, named.outcomeId, {
							as: 'challenge',
							...input
						});
			redirect(303, `/challenges/${id}`);
		})
};
