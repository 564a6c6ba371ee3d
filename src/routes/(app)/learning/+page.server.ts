// Learning notes the reader may see, narrowed as the address says.
import * as v from 'valibot';
import { read } from '$lib/server/act.ts';
import { listNotesSchema } from '#shared/note-input.ts';
import type { PageServerLoad } from './$types';

const pageSize = 30;

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const query = Object.fromEntries(
			[...event.url.searchParams].filter(([, value]) => value !== '')
		);
		const asked = v.safeParse(listNotesSchema, query);
		const wanted = asked.success ? asked.output : v.parse(listNotesSchema, {});
		const [notes, { organisations, groups }, pledge] = await Promise.all([
			app.notes.list(actor, { limit: pageSize, ...wanted }),
			app.notes.nameable(actor),
			app.pledge.current()
		]);
		const { archived, ...narrowing } = wanted;
		return {
			runningHead: [{ label: 'Learning' }],
			notes,
			wanted,
			isNarrowed: Object.keys(narrowing).length > 0,
			areArchived: archived === 'yes',
			organisations,
			groups,
			commitments: pledge.commitments.map(({ number, title }) => ({ number, title })),
			mayStart: app.access.can(actor, 'note.start', { kind: 'alliance' })
		};
	});
