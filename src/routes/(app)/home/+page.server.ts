// Home answers one question, what needs me, and then says what is new and where the round stands.
import { read } from '$lib/server/act.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		event.depends('app:inbox');
		const [inbox, unread, rounds] = await Promise.all([
			app.inbox.list(actor),
			app.discussions.unread(actor),
			app.rounds.list(actor)
		]);
		const round =
			rounds.find(({ state }) => state === 'open') ??
			rounds.findLast(({ state }) => state === 'planned') ??
			null;
		const reports = round === null ? [] : await app.reports.listForRound(actor, round.id);
		return {
			runningHead: [{ label: 'Home' }],
			needs: inbox.items.filter(({ needsMe }) => needsMe),
			unread,
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
