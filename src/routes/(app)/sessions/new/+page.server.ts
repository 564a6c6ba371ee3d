import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { planSessionFormSchema, startsAtOf } from '#shared/live-session/plan-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		app.access.require(actor, 'live-session.begin', { kind: 'alliance' });
		const [{ commitments }, groups, { organisations, guests }] = await Promise.all([
			app.pledge.current(),
			app.groups.list(actor, {}),
			app.directory.people(actor)
		]);
		const from = event.url.searchParams.get('from');
		const past = from === null ? null : await app.liveSessions.byId(actor, from);
		const sessions = await app.liveSessions.list(actor);
		const me = actor.kind === 'member' ? actor.memberId : '';
		const others = <T extends { id: string; name: string }>(people: readonly T[]) =>
			people.filter(({ id }) => id !== me).map(({ id, name }) => ({ id, name }));
		return {
			past:
				past === null
					? null
					: {
							id: past.id,
							title: past.title,
							purpose: past.purpose,
							kind: past.kind,
							agreement: past.agreement,
							items: past.agenda.map(({ minutes }) => ({ minutes }))
						},
			sessions: sessions.map(({ id, title, startsAt, timeZone }) => ({
				id,
				title,
				startsAt,
				timeZone
			})),
			runningHead: [{ label: 'Sessions', href: '/sessions' }, { label: 'Plan a session' }],
			commitments: commitments.map(({ number, title }) => ({ number, title })),
			groups: groups.items
				.filter(({ abilities }) => abilities.takePart)
				.map(({ id, name }) => ({ id, name })),
			people: [
				...organisations.map(({ name, people }) => ({ name, people: others(people) })),
				{ name: 'In your groups, of no organisation', people: others(guests) }
			].filter(({ people }) => people.length > 0)
		};
	});

export const actions: Actions = {
	default: (event) =>
		act(event, planSessionFormSchema, async (actor, input) => {
			const { from, day, time, noted, readers, leaving, ...facts } = input;
			const { liveSessions } = event.locals.app;
			const past = from === null ? null : await liveSessions.byId(actor, from);
			const { id } = await liveSessions.plan(actor, {
				...facts,
				startsAt: startsAtOf({ day, time, timeZone: facts.timeZone }),
				minutes: past?.minutes,
				agenda: past?.agenda ?? [],
				agreement: { noted, readers, leaving },
				materials: past?.materials ?? []
			});
			redirect(303, `/sessions/${id}/desk`);
		})
};
