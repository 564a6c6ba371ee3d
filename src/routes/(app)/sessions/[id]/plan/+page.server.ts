// The plan of a session, for its facilitators: changed, its agenda ordered, its people, rehearsed, cancelled.
import { redirect } from '@sveltejs/kit';
import { act, read } from '$lib/server/act.ts';
import { nothingSchema } from '#shared/account-input.ts';
import {
	addItemFormSchema,
	addMaterialFormSchema,
	cancelSessionFormSchema,
	changeAgreementFormSchema,
	changeFactsFormSchema,
	changeItemFormSchema,
	facilitatorsFormSchema,
	invitePeopleFormSchema,
	moveItemFormSchema,
	personFormSchema,
	rehearsalFormSchema,
	removeItemFormSchema,
	removeMaterialFormSchema,
	startsAtOf
} from '#shared/live-session/plan-form.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const { id } = event.params;
		const session = await app.liveSessions.byId(actor, id);
		if (session.state === 'cancelled') redirect(303, `/sessions/${id}`);
		const [plan, { commitments }, { organisations, guests }] = await Promise.all([
			app.sessionPlanning.plan(actor, id),
			app.pledge.current(),
			app.directory.people(actor)
		]);
		const invited = new Set(plan.people.map((person) => person.id));
		const others = <T extends { id: string; name: string }>(people: readonly T[]) =>
			people
				.filter((person) => !invited.has(person.id))
				.map((person) => ({ id: person.id, name: person.name }));
		return {
			runningHead: [
				{ label: 'Sessions', href: '/sessions' },
				{ label: session.title, href: `/sessions/${id}/desk` },
				{ label: 'Plan' }
			],
			session,
			plan,
			commitments: commitments.map(({ number, title }) => ({ number, title })),
			others: [
				...organisations.map(({ name, people }) => ({ name, people: others(people) })),
				{ name: 'In your groups, of no organisation', people: others(guests) }
			].filter(({ people }) => people.length > 0)
		};
	});

const command = { id: undefined };

export const actions: Actions = {
	facts: (event) =>
		act(event, changeFactsFormSchema, async (actor, { day, time, ...facts }) => {
			await event.locals.app.sessionPlanning.change(actor, event.params.id, {
				...facts,
				startsAt: startsAtOf({ day, time, timeZone: facts.timeZone })
			});
			return { done: 'Kept.' };
		}),
	agreement: (event) =>
		act(event, changeAgreementFormSchema, async (actor, agreement) => {
			await event.locals.app.sessionPlanning.change(actor, event.params.id, { agreement });
			return { done: 'The agreement is changed.' };
		}),
	addItem: (event) =>
		act(event, addItemFormSchema, async (actor, item) => {
			await event.locals.app.sessionPlanning.agenda(actor, event.params.id, {
				...command,
				type: 'add-item',
				item
			});
			return { done: `${item.title} is on the agenda.` };
		}),
	changeItem: (event) =>
		act(event, changeItemFormSchema, async (actor, item) => {
			await event.locals.app.sessionPlanning.agenda(actor, event.params.id, {
				...command,
				type: 'change-item',
				...item
			});
			return { done: `${item.title} is changed.` };
		}),
	moveItem: (event) =>
		act(event, moveItemFormSchema, async (actor, { itemId, by }) => {
			await event.locals.app.sessionPlanning.agenda(actor, event.params.id, {
				...command,
				type: 'move-item',
				itemId,
				by
			});
			return { done: `Moved ${by < 0 ? 'up' : 'down'}.` };
		}),
	removeItem: (event) =>
		act(event, removeItemFormSchema, async (actor, { itemId }) => {
			await event.locals.app.sessionPlanning.agenda(actor, event.params.id, {
				...command,
				type: 'remove-item',
				itemId
			});
			return { done: 'Taken off the agenda.' };
		}),
	addMaterial: (event) =>
		act(event, addMaterialFormSchema, async (actor, material) => {
			const { liveSessions, sessionPlanning } = event.locals.app;
			const { materials } = await liveSessions.byId(actor, event.params.id);
			await sessionPlanning.change(actor, event.params.id, {
				materials: [...materials.filter(({ url }) => url !== material.url), material]
			});
			return { done: `${material.title} is linked.` };
		}),
	removeMaterial: (event) =>
		act(event, removeMaterialFormSchema, async (actor, { url }) => {
			const { liveSessions, sessionPlanning } = event.locals.app;
			const { materials } = await liveSessions.byId(actor, event.params.id);
			await sessionPlanning.change(actor, event.params.id, {
				materials: materials.filter((each) => each.url !== url)
			});
			return { done: 'Not linked any more.' };
		}),
	invite: (event) =>
		act(event, invitePeopleFormSchema, async (actor, { memberIds }) => {
			await event.locals.app.sessionPlanning.change(actor, event.params.id, { invite: memberIds });
			return { done: 'Invited. They are sent the day for their calendar.' };
		}),
	uninvite: (event) =>
		act(event, personFormSchema, async (actor, { memberId }) => {
			await event.locals.app.sessionPlanning.change(actor, event.params.id, {
				uninvite: [memberId]
			});
			return { done: 'Not invited any more.' };
		}),
	facilitators: (event) =>
		act(event, facilitatorsFormSchema, async (actor, { facilitatorIds }) => {
			await event.locals.app.sessionPlanning.change(actor, event.params.id, { facilitatorIds });
			return { done: 'Kept who facilitates.' };
		}),
	rehearse: (event) =>
		act(event, nothingSchema, async (actor) => {
			const id = await event.locals.app.sessionRehearsing.begin(actor, event.params.id);
			redirect(303, `/sessions/${id}/desk`);
		}),
	discard: (event) =>
		act(event, rehearsalFormSchema, async (actor, { rehearsalId }) => {
			await event.locals.app.sessionRehearsing.discard(actor, rehearsalId);
			return { done: 'The rehearsal is thrown away.' };
		}),
	cancel: (event) =>
		act(event, cancelSessionFormSchema, async (actor, input) => {
			await event.locals.app.sessionPlanning.cancel(actor, event.params.id, input);
			redirect(303, '/sessions');
		})
};
