// The form that opens the next round: it begins from the last one, half a year on.
import { redirect } from '@sveltejs/kit';
import * as v from 'valibot';
import { dateEntries, daySchema, minuteOf } from '$lib/rounds/date-form.ts';
import { act, read } from '$lib/server/act.ts';
import {
	expectedSchema,
	instructionSchema,
	openRoundSchema,
	questionTitleSchema
} from '#shared/round-input.ts';
import { sectionKeys, type SectionKey } from '#shared/sections.ts';
import type { Actions, PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		const [proposal, organisations] = await Promise.all([
			app.rounds.proposal(actor),
			app.rounds.mayBeExpected(actor)
		]);
		return {
			runningHead: [{ label: 'Reports', href: '/reports' }, { label: 'Open a round' }],
			proposal,
			organisations
		};
	});

const titleField = (key: SectionKey) => `title-${key}` as const;
const instructionField = (key: SectionKey) => `instruction-${key}` as const;

const titleEntries = Object.fromEntries(
	sectionKeys.map((key) => [titleField(key), questionTitleSchema])
) as Record<ReturnType<typeof titleField>, typeof questionTitleSchema>;
const instructionEntries = Object.fromEntries(
	sectionKeys.map((key) => [instructionField(key), instructionSchema])
) as Record<ReturnType<typeof instructionField>, typeof instructionSchema>;

const formSchema = v.object({
	...titleEntries,
	...instructionEntries,
	...dateEntries,
	title: v.pipe(v.string(), v.trim(), openRoundSchema.entries.title.wrapped),
	reportingFrom: daySchema,
	reportingTo: daySchema,
	opensOn: daySchema,
	signatoryCount: v.pipe(
		v.string(),
		v.trim(),
		v.regex(/^\d{1,4}$/, 'Give a whole number.'),
		v.transform(Number),
		openRoundSchema.entries.signatoryCount
	),
	organisationIds: expectedSchema.entries.organisationIds
});

export const actions: Actions = {
	default: (event) =>
		act(event, formSchema, async (actor, form) => {
			const round = await event.locals.app.rounds.open(actor, {
				title: form.title,
				reportingFrom: form.reportingFrom,
				reportingTo: form.reportingTo,
				opensOn: form.opensOn,
				draftsDueOn: form.draftsDueOn,
				reviewEndsOn: form.reviewEndsOn,
				signOffDueOn: form.signOffDueOn,
				publishesAt: minuteOf(form),
				signatoryCount: form.signatoryCount,
				organisationIds: form.organisationIds,
				questions: sectionKeys.map((key) => ({
					key,
					title: form[titleField(key)],
					instruction: form[instructionField(key)]
				}))
			});
			redirect(303, `/reports/rounds/${round.id}`);
		})
};
