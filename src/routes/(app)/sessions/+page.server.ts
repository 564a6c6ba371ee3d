// Sessions one may know of: under way, coming, past.
import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const sessions = (await app.liveSessions.list(actor)).map(
			({
				id,
				title,
				kind,
				state,
				startsAt,
				timeZone,
				minutes,
				isSample,
				facilitators,
				abilities
			}) => ({
				id,
				title,
				kind,
				state,
				startsAt,
				timeZone,
				minutes,
				isSample,
				facilitators: facilitators.map(({ name }) => name),
				facilitates: abilities.facilitate
			})
		);
		return {
			runningHead: [{ label: 'Sessions' }],
			mayBegin: app.access.can(actor, 'live-session.begin', { kind: 'alliance' }),
			running: sessions.filter(({ state }) => state === 'running'),
			closing: sessions.filter(({ state, facilitates }) => state === 'closing' && facilitates),
			planned: sessions
				.filter(({ state }) => state === 'planned')
				.toSorted((one, other) => (one.startsAt ?? '~').localeCompare(other.startsAt ?? '~')),
			past: sessions.filter(
				({ state, facilitates }) =>
					state === 'closed' || state === 'cancelled' || (state === 'closing' && !facilitates)
			)
		};
	});
