// The forms that plan a session and change its plan.
import * as v from 'valibot';
import { momentIn } from '../dates.ts';
import { recordLeaving, recordReaders } from '../states.ts';
import { idSchema, line, words } from './command.ts';
import { itemSchema, minutesSchema } from './item-input.ts';
import { placeSchema, purposeSchema, timeZoneSchema, titleSchema } from './plan-parts.ts';
import { cancelSessionSchema } from './plan-input.ts';
import { sessionKinds } from './templates.ts';

const optionalId = v.pipe(
	v.optional(v.string(), ''),
	v.transform((id) => (id === '' ? null : id))
);
const whole = (schema: typeof minutesSchema) =>
	v.pipe(
		v.string(),
		v.transform((typed) => (typed.trim() === '' ? Number.NaN : Number(typed))),
		schema
	);

const facts = {
	title: titleSchema,
	purpose: purposeSchema,
	day: v.union([v.literal(''), v.pipe(v.string(), v.isoDate('Choose a day.'))], 'Choose a day.'),
	time: v.union([v.literal(''), v.pipe(v.string(), v.isoTime('Choose a time.'))], 'Choose a time.'),
	timeZone: timeZoneSchema,
	place: v.optional(placeSchema, ''),
	commitments: v.optional(v.array(v.pipe(v.string(), v.regex(/^[1-7]$/), v.transform(Number))), [])
};
const agreement = {
	noted: words(1000),
	readers: v.picklist(recordReaders, 'Choose who may read the record.'),
	leaving: v.picklist(recordLeaving, 'Choose what may leave the room.')
};

/** The form that plans a session: its agenda is that of its kind or of another session, and is changed afterwards. */
export const planSessionFormSchema = v.object({
	...facts,
	...agreement,
	kind: v.picklist(sessionKinds, 'Choose how it goes.'),
	/** A session whose agenda and materials it takes over. */
	from: optionalId,
	groupId: optionalId,
	facilitatorIds: v.optional(v.array(idSchema), []),
	inviteeIds: v.optional(v.array(idSchema), [])
});

export const changeFactsFormSchema = v.object({
	...facts,
	minutes: whole(minutesSchema)
});
export const changeAgreementFormSchema = v.object(agreement);
export const invitePeopleFormSchema = v.object({ memberIds: v.array(idSchema) });
export const personFormSchema = v.object({ memberId: idSchema });
export const rehearsalFormSchema = v.object({ rehearsalId: idSchema });
export const facilitatorsFormSchema = v.object({
	facilitatorIds: v.optional(v.array(idSchema), [])
});
export const cancelSessionFormSchema = cancelSessionSchema;

export const addItemFormSchema = v.object({
	kind: itemSchema.entries.kind,
	title: itemSchema.entries.title,
	minutes: whole(minutesSchema),
	prompt: itemSchema.entries.prompt
});
export const changeItemFormSchema = v.object({
	itemId: idSchema,
	title: itemSchema.entries.title,
	minutes: whole(minutesSchema),
	prompt: itemSchema.entries.prompt
});
export const moveItemFormSchema = v.object({
	itemId: idSchema,
	by: v.pipe(v.string(), v.regex(/^-?\d{1,3}$/), v.transform(Number))
});
export const removeItemFormSchema = v.object({ itemId: idSchema });
export const addMaterialFormSchema = v.object({
	title: line('Name the document or the page.', 200),
	url: v.string()
});
export const removeMaterialFormSchema = v.object({ url: v.string() });

/** The moment that a form's day and time mean; null: no day is settled. */
export const startsAtOf = (form: { day: string; time: string; timeZone: string }): string | null =>
	form.day === ''
		? null
		: momentIn(form.timeZone, form.day, form.time === '' ? '10:00' : form.time);
