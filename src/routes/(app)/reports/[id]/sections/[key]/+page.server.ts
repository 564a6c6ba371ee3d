// One section on a page of its own: to be read and reviewed on a phone, by link from a mail, and without script.
import { error } from '@sveltejs/kit';
import * as v from 'valibot';
import { act, read } from '$lib/server/act.ts';
import { reportWork } from '$lib/server/report-work.ts';
import { nameOf } from '$lib/sections/section-names.ts';
import { changeSectionSchema } from '#shared/section-input.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) => {
	event.depends(`report:${event.params.id}`);
	return read(event, async ({ app, actor }) => {
		const { id: reportId, key } = event.params;
		const { draft, work } = await reportWork(app, actor, reportId);
		const place = draft.sections.findIndex((each) => each.key === key);
		const section = draft.sections[place];
		if (section === undefined) error(404, 'There is no such section.');
		const at = (index: number) => {
			const other = draft.sections[index];
			return other === undefined ? null : { key: other.key, name: nameOf(other) };
		};
		return {
			runningHead: [
				{ label: 'Reports', href: '/reports' },
				{ label: draft.title, href: `/reports/${draft.id}` },
				{ label: nameOf(section) }
			],
			report: { id: draft.id, title: draft.title, round: draft.round, isSample: draft.isSample },
			section,
			work,
			threads: (await app.discussions.ofPlace(actor, { kind: 'section', reportId, key })).items,
			before: at(place - 1),
			after: at(place + 1)
		};
	});
};

/** A choice of nobody, or no date, is sent as an empty field. */
const orNull = v.pipe(
	v.optional(v.string(), ''),
	v.transform((text) => (text === '' ? null : text))
);

const stateForm = v.object({
	state: v.nonOptional(changeSectionSchema.entries.state),
	reason: changeSectionSchema.entries.reason
});
const peopleForm = v.object({
	ownerId: v.pipe(orNull, changeSectionSchema.entries.ownerId.wrapped),
	dueAt: v.pipe(orNull, changeSectionSchema.entries.dueAt.wrapped),
	reviewerId: v.pipe(orNull, changeSectionSchema.entries.reviewerId.wrapped)
});

const stateSaid = {
	drafting: 'It is being written again.',
	'ready-for-review': 'It is ready for review.',
	'changes-asked': 'Changes are asked.',
	agreed: 'It is agreed.'
} as const;

export const actions: Actions = {
	state: (event) =>
		act(event, stateForm, async (actor, input) => {
			const { id, key } = event.params;
			await event.locals.app.sections.change(actor, id, key, input);
			return { said: stateSaid[input.state] };
		}),
	people: (event) =>
		act(event, peopleForm, async (actor, input) => {
			const { id, key } = event.params;
			await event.locals.app.sections.change(actor, id, key, input);
			return { said: 'Kept.' };
		})
};
