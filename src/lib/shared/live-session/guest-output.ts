// What is answered about guests of a session.
import * as v from 'valibot';

const moment = v.pipe(v.string(), v.isoTimestamp());

export const sessionGuestSchema = v.object({
	id: v.string(),
	name: v.string(),
	organisation: v.nullable(v.string()),
	email: v.pipe(
		v.nullable(v.string()),
		v.description('Where the link was sent; null when it was handed over otherwise')
	),
	endsAt: moment,
	state: v.picklist(['open', 'ended', 'revoked']),
	hasAgreed: v.pipe(v.boolean(), v.description('They have accepted the agreement'))
});
export type SessionGuestView = v.InferOutput<typeof sessionGuestSchema>;

export const invitedGuestSchema = v.object({
	...sessionGuestSchema.entries,
	link: v.pipe(v.string(), v.description('Theirs alone; it is told this once and kept nowhere'))
});

/** What stands on the page that a guest's link leads to. */
export type SessionDoor =
	| { state: 'over'; name: string }
	| {
			state: 'open';
			name: string;
			organisation: string | null;
			endsAt: string;
			session: {
				id: string;
				title: string;
				purpose: string;
				startsAt: string | null;
				timeZone: string;
				minutes: number;
			};
	  };
