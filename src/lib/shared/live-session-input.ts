// What people send about facilitated sessions. Forms, the API and its description use the same schemas.
import * as v from 'valibot';
import { cardCommands } from './live-session/card-commands.ts';
import { idSchema, line, words } from './live-session/command.ts';
import { courseCommands } from './live-session/course-commands.ts';
import { itemSchema, minutesSchema } from './live-session/item-input.ts';
import { pollCommands } from './live-session/poll-commands.ts';
import { queueCommands } from './live-session/queue-commands.ts';
import { roomCommands } from './live-session/room-commands.ts';
import { sessionKinds, usualAgreement } from './live-session/templates.ts';
import { recordLeaving, recordReaders } from './states.ts';

/** More than any meeting holds. */
export const mostItems = 40;
export const mostGuests = 300;

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

const placeSchema = v.pipe(words(300), v.description('A room’s address, or the link of the call'));

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
	place: v.optional(placeSchema, ''),
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

/** The form that plans a session: its agenda is that of its kind, and is changed afterwards. */
export const planSessionFormSchema = v.object({
	title: planSessionSchema.entries.title,
	purpose: planSessionSchema.entries.purpose,
	kind: planSessionSchema.entries.kind,
	groupId: v.pipe(
		v.optional(v.string(), ''),
		v.transform((id) => (id === '' ? null : id))
	),
	commitments: v.optional(v.array(v.pipe(v.string(), v.regex(/^[1-7]$/), v.transform(Number))), []),
	day: v.union([v.literal(''), v.pipe(v.string(), v.isoDate('Choose a day.'))], 'Choose a day.'),
	time: v.union([v.literal(''), v.pipe(v.string(), v.isoTime('Choose a time.'))], 'Choose a time.'),
	timeZone: timeZoneSchema,
	noted: words(1000),
	readers: v.picklist(recordReaders, 'Choose who may read the record.'),
	leaving: v.picklist(recordLeaving, 'Choose what may leave the room.'),
	facilitatorIds: v.optional(v.array(idSchema), []),
	inviteeIds: v.optional(v.array(idSchema), [])
});

/** What can be done to a session that people are in. */
export const sessionCommandSchema = v.variant('type', [
	...courseCommands,
	...queueCommands,
	...cardCommands,
	...pollCommands,
	...roomCommands
]);
export type SessionCommand = v.InferOutput<typeof sessionCommandSchema>;
/** The commands of one family. */
export type CommandOf<Family extends readonly v.GenericSchema[]> = v.InferOutput<Family[number]>;
