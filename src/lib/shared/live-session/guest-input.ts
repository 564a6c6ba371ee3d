// What is sent about guests of a session, who come by a link.
import * as v from 'valibot';
import { emailSchema } from '../group-input.ts';
import { line } from './command.ts';

const endsAtSchema = v.pipe(
	v.string(),
	v.isoTimestamp('Choose a day and a time.'),
	v.description('Until when the link works')
);
const organisationSchema = v.optional(v.nullable(line('Name the organisation.', 200)), null);

export const inviteGuestSchema = v.object({
	name: line('Say who it is.', 80),
	organisation: organisationSchema,
	email: v.pipe(
		v.optional(v.nullable(emailSchema), null),
		v.description('Where the link is sent; left out: you hand it over yourself')
	),
	endsAt: endsAtSchema
});
export type InviteGuest = v.InferOutput<typeof inviteGuestSchema>;

export const prolongGuestSchema = v.object({ endsAt: endsAtSchema });
export type ProlongGuest = v.InferOutput<typeof prolongGuestSchema>;

/** The form says a day: the link works until its end, in the United Kingdom. */
export const inviteGuestFormSchema = v.object({
	name: inviteGuestSchema.entries.name,
	organisation: v.optional(v.string(), ''),
	email: v.optional(v.union([v.literal(''), emailSchema]), ''),
	endsOn: v.pipe(v.string(), v.isoDate('Choose a day.'))
});
export const guestFormSchema = v.object({ guestId: v.string() });
