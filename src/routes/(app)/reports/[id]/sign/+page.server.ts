// Reading and signing, for those who are signed in: leads, their deputies, and everybody who writes the report.
import { act, read } from '$lib/server/act.ts';
import { askToSignSchema, returnSchema, signSchema } from '#shared/sign-off-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	event.depends(`report:${event.params.id}`);
	return read(event, async ({ app, actor }) => {
		const { id } = event.params;
		const organisationId = event.url.searchParams.get('for') ?? undefined;
		const [reading, standings] = await Promise.all([
			app.signOff.reading(actor, id, organisationId),
			app.signOff.standings(actor, id)
		]);
		return {
			runningHead: [
				{ label: 'Reports', href: '/reports' },
				{ label: reading.title, href: `/reports/${id}` },
				{ label: 'Read and sign' }
			],
			reading,
			standings
		};
	});
};

export const actions: Actions = {
	sign: (event) =>
		act(event, signSchema, async (actor, input) => ({
			signed: await event.locals.app.signOff.sign(actor, event.params.id, input)
		})),
	return: (event) =>
		act(event, returnSchema, async (actor, input) => ({
			returned: await event.locals.app.signOff.returnIt(actor, event.params.id, input)
		})),
	ask: (event) =>
		act(event, askToSignSchema, async (actor, { organisationId }) => ({
			asked: await event.locals.app.signOff.ask(actor, event.params.id, organisationId)
		}))
};
