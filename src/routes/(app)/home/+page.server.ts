// Home answers one question, what needs me, and then says what is new and where the round stands.
import { read } from '$lib/server/act.ts';
import { dayOf } from '#shared/dates.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:inbox');
		const [inbox, unread, rounds] = await Promise.all([
			app.inbox.list(actor),
			app.discussions.unread(actor),
			app.rounds.list(actor)
		]);
		const today = dayOf(new Date().toISOString());
		const sessions = (await app.liveSessions.list(actor)).filter(
			({ state, startsAt, abilities }) =>
				state === 'running' ||
				(state === 'planned' && startsAt !== null && dayOf(startsAt) === today) ||
				(state === 'closing' && abilities.facilitate)
		);
		const round =
			rounds.find(({ state }) => state === 'open') ??
			rounds.findLast(({ state }) => state === 'planned') ??
			null;
		const reports = round === null ? [] : await app.reports.listForRound(actor, round.id);
		return {
			runningHead: [{ label: 'Home' }],
			needs: inbox.items.filter(({ needsMe }) => needsMe),
			unread,
			/** Today, under way, or waiting to be looked through. */
			sessions: sessions.map(({ id, title, state, startsAt, timeZone }) => ({
				id,
				title,
				state,
				startsAt,
				timeZone
			})),
			round,
			/** The reports I write; those I only read stand on the reports page. */
			mine: reports
				.filter(({ abilities }) => abilities.write)
				.map(({ id, title, openRemarks, sections }) => ({
					id,
					title,
					openRemarks,
					states: sections.map(({ state }) => state)
				})),
			now: new Date().toISOString()
		};
	});
