// Organisations with their people, as far as the reader may know of them.
import * as v from 'valibot';
import { read } from '$lib/server/act.ts';
import { peopleQuerySchema } from '#shared/people-input.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const asked = v.safeParse(peopleQuerySchema, Object.fromEntries(event.url.searchParams));
		const filter = asked.success ? asked.output : {};
		return {
			runningHead: [{ label: 'People' }],
			filter,
			isGuest: actor.kind === 'member' && actor.seats.length === 0,
			directory: await app.directory.people(actor, filter)
		};
	});
