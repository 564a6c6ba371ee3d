// What is sent when facilitators change the plan of a session.
import * as v from 'valibot';
import { words } from './command.ts';
import { minutesSchema } from './item-input.ts';
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
} from './plan-parts.ts';

/** What is left out stays as it was. */
export const changeSessionSchema = v.object({
	title: v.optional(titleSchema),
	purpose: v.optional(purposeSchema),
	commitments: v.optional(commitmentsSchema),
	startsAt: v.optional(startsAtSchema),
	timeZone: v.optional(timeZoneSchema),
	place: v.optional(placeSchema),
	minutes: v.optional(minutesSchema),
	materials: v.optional(materialsSchema),
	agreement: v.pipe(
		v.optional(agreementSchema),
		v.description('Until somebody who did not write it has accepted it')
	),
	facilitatorIds: v.pipe(
		v.optional(facilitatorIdsSchema),
		v.description('All of them; whoever leads stays one in any case')
	),
	invite: v.optional(inviteeIdsSchema, []),
	uninvite: v.pipe(
		v.optional(inviteeIdsSchema, []),
		v.description('What they have open of the session is closed at once')
	)
});
export type ChangeSession = v.InferInput<typeof changeSessionSchema>;

const reasonSchema = v.pipe(
	words(500),
	v.check((reason) => reason !== '', 'Say why, so that people can make sense of it.'),
	v.description('Those who are invited read it')
);
export const cancelSessionSchema = v.object({ reason: reasonSchema });
export type CancelSession = v.InferOutput<typeof cancelSessionSchema>;
