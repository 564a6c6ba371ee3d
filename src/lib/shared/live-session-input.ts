// What people send about facilitated sessions. Forms, the API and its description use the same schemas.
import * as v from 'valibot';
import { cardCommands } from './live-session/card-commands.ts';
import { idSchema } from './live-session/command.ts';
import { courseCommands } from './live-session/course-commands.ts';
import { itemSchema, minutesSchema } from './live-session/item-input.ts';
import {
	agreementSchema,
	commitmentsSchema,
	facilitatorIdsSchema,
	inviteeIdsSchema,
	materialsSchema,
	placeSchema,
	purposeSchema,
	startsAtSchema,
	timeZoneSchema,
	titleSchema
} from './live-session/plan-parts.ts';
import { pollCommands } from './live-session/poll-commands.ts';
import { queueCommands } from './live-session/queue-commands.ts';
import { roomCommands } from './live-session/room-commands.ts';
import { sessionKinds } from './live-session/templates.ts';

/** More than any meeting holds. */
export const mostItems = 40;
export const planSessionSchema = v.object({
	title: titleSchema,
	purpose: v.optional(purposeSchema, ''),
	kind: v.optional(v.picklist(sessionKinds), 'creative-space'),
	groupId: v.optional(v.nullable(idSchema), null),
	commitments: v.optional(commitmentsSchema, []),
	startsAt: v.optional(startsAtSchema, null),
	timeZone: v.optional(timeZoneSchema, 'Europe/London'),
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
	materials: v.optional(materialsSchema, []),
	facilitatorIds: v.pipe(
		v.optional(facilitatorIdsSchema, []),
		v.description('Beside whoever plans it')
	),
	inviteeIds: v.optional(inviteeIdsSchema, [])
});
export type PlanSession = v.InferOutput<typeof planSessionSchema>;

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
