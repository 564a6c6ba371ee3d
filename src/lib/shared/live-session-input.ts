// What people send about facilitated sessions. Forms, the API and its description use the same schemas.
import * as v from 'valibot';
import { itemKinds } from './live-session/agenda.ts';
import { sessionKinds, usualAgreement } from './live-session/templates.ts';
import { recordLeaving, recordReaders } from './states.ts';

/** A day has no more. */
const longestMinutes = 12 * 60;
/** More than any meeting holds. */
export const mostItems = 40;
export const mostGuests = 300;

const line = (missing: string, max: number) =>
	v.pipe(
		v.string(missing),
		v.transform((text) => text.replace(/\s+/g, ' ').trim()),
		v.minLength(1, missing),
		v.maxLength(max, `Use at most ${max.toLocaleString('en-GB')} characters.`)
	);

const words = (max: number) =>
	v.pipe(
		v.string(),
		v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
		v.maxLength(max, `Use at most ${max.toLocaleString('en-GB')} characters.`)
	);

export const idSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

const minutesSchema = v.pipe(
	v.number('Say how many minutes.'),
	v.integer('Say whole minutes.'),
	v.minValue(1, 'An item takes at least a minute.'),
	v.maxValue(longestMinutes, 'That is longer than a day’s meeting.')
);

export const itemSchema = v.object({
	kind: v.picklist(itemKinds, 'Choose what people do in this item.'),
	title: line('Give the item a name.', 120),
	minutes: minutesSchema,
	prompt: v.pipe(v.optional(words(500), ''), v.description('What is asked of people'))
});

export const agreementSchema = v.object({
	noted: v.pipe(
		v.optional(words(1000), usualAgreement.noted),
		v.description('What is noted, in the facilitators’ words')
	),
	readers: v.pipe(
		v.optional(v.picklist(recordReaders), 'room'),
		v.description('Who may read the record afterwards')
	),
	leaving: v.pipe(
		v.optional(v.picklist(recordLeaving), 'chosen'),
		v.description('What may leave the room')
	)
});

const materialSchema = v.object({
	title: line('Name the document or the page.', 200),
	url: v.pipe(
		v.string(),
		v.maxLength(2000),
		v.check(
			(url) => /^(https?:\/\/|\/(?!\/))/.test(url),
			'Give a web address, or one of this workspace.'
		)
	)
});

/** A clock time somewhere is a zone's own matter: its name as the time zone database spells it. */
const timeZoneSchema = v.pipe(
	v.optional(v.string(), 'Europe/London'),
	v.check((zone) => {
		try {
			return Intl.DateTimeFormat('en-GB', { timeZone: zone }).resolvedOptions().timeZone !== '';
		} catch {
			return false;
		}
	}, 'This is no time zone.')
);

export const planSessionSchema = v.object({
	title: line('Give the session a title.', 200),
	purpose: v.optional(words(2000), ''),
	kind: v.optional(v.picklist(sessionKinds), 'creative-space'),
	groupId: v.optional(v.nullable(idSchema), null),
	commitments: v.optional(
		v.pipe(
			v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
			v.maxLength(7),
			v.transform((numbers) => [...new Set(numbers)].toSorted((a, b) => a - b))
		),
		[]
	),
	startsAt: v.pipe(
		v.optional(v.nullable(v.pipe(v.string(), v.isoTimestamp('Choose a day and a time.'))), null),
		v.description('Null: not settled yet')
	),
	timeZone: timeZoneSchema,
	minutes: v.pipe(
		v.optional(minutesSchema),
		v.description('The time people are told; left out: what the items take together')
	),
	agenda: v.optional(
		v.pipe(
			v.array(itemSchema),
			v.maxLength(mostItems, `An agenda has at most ${mostItems} items.`)
		),
		[]
	),
	agreement: v.optional(agreementSchema, {}),
	materials: v.optional(v.pipe(v.array(materialSchema), v.maxLength(30)), []),
	facilitatorIds: v.pipe(
		v.optional(v.pipe(v.array(idSchema), v.maxLength(10)), []),
		v.description('Beside whoever plans it')
	),
	inviteeIds: v.optional(v.pipe(v.array(idSchema), v.maxLength(mostGuests)), [])
});
export type PlanSession = v.InferOutput<typeof planSessionSchema>;

/** Asked with every command, so that one that was sent twice is done once. */
const commandId = v.pipe(
	v.optional(v.pipe(v.string(), v.uuid())),
	v.description('Made by whoever sends it; the same command sent again has the same id')
);
const command = <Type extends string, Entries extends v.ObjectEntries>(
	type: Type,
	entries: Entries
) => v.object({ id: commandId, type: v.literal(type), ...entries });

const by = v.pipe(v.number(), v.integer(), v.minValue(-500), v.maxValue(500));

/** What can be done to a session that people are in. */
export const sessionCommandSchema = v.variant('type', [
	command('start', {}),
	command('next', {
		from: v.pipe(
			v.optional(v.nullable(idSchema)),
			v.description('The item that was under way; left out: whatever is')
		)
	}),
	command('go-to', { itemId: idSchema }),
	command('extend', {
		minutes: v.pipe(v.optional(v.number(), 5), v.integer(), v.minValue(-60), v.maxValue(120))
	}),
	command('pause', {}),
	command('resume', {}),
	command('add-item', { item: itemSchema }),
	command('change-item', { itemId: idSchema, ...v.omit(itemSchema, ['kind']).entries }),
	command('move-item', { itemId: idSchema, by }),
	command('remove-item', { itemId: idSchema }),
	command('take-over', {}),
	command('hand-over', { personId: idSchema }),
	command('gather', {}),
	command('raise-hand', {
		personId: v.pipe(v.optional(idSchema), v.description('Left out: one’s own')),
		isReply: v.optional(v.boolean(), false)
	}),
	command('lower-hand', { personId: v.optional(idSchema) }),
	command('move-hand', { personId: idSchema, by }),
	command('call', { personId: idSchema }),
	command('thank', {}),
	command('add-voice', {
		name: line('Say who it is.', 80),
		organisation: v.optional(v.nullable(line('Name the organisation.', 200)), null)
	}),
	command('end', {})
]);
export type SessionCommand = v.InferOutput<typeof sessionCommandSchema>;
