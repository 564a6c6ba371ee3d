import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { momentIn } from '#shared/dates.ts';
import { planSessionFormSchema } from '#shared/live-session-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		app.access.require(actor, 'live-session.begin', { kind: 'alliance' });
		const [{ commitments }, groups, { organisations, guests }] = await Promise.all([
			app.pledge.current(),
			app.groups.list(actor, {}),
			app.directory.people(actor)
		]);
		const me = actor.kind === 'member' ? actor.memberId : '';
		const others = <T extends { id: string; name: string }>(people: readonly T[]) =>
			people.filter(({ id }) => id !== me).map(({ id, name }) => ({ id, name }));
		return {
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
			const { day, time, timeZone, noted, readers, leaving, ...facts } = input;
			const { id } = await event.locals.app.liveSessions.plan(actor, {
				...facts,
				timeZone,
				startsAt: day === '' ? null : momentIn(timeZone, day, time === '' ? '10:00' : time),
				minutes: undefined,
				agenda: [],
				agreement: { noted, readers, leaving },
				place: '',
				materials: []
			});
			redirect(303, `/sessions/${id}/desk`);
		})
};
