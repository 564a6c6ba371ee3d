// What the API answers about working groups.
import * as v from 'valibot';
import { groupJoinings } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const day = v.pipe(v.string(), v.isoDate());

export const groupRoleSchema = v.object({
	key: v.string(),
	title: v.string(),
	manages: v.pipe(v.boolean(), v.description('Whether whoever holds it runs the group'))
});
export type GroupRole = v.InferOutput<typeof groupRoleSchema>;

const personEntries = {
	id: v.string(),
	name: v.string(),
	organisation: v.pipe(v.string(), v.description('Empty for a guest without one'))
};
const personSchema = v.object(personEntries);

export const groupSchema = v.object({
	id: v.string(),
	slug: v.pipe(v.string(), v.description('Its name in addresses; stays when it is renamed')),
	name: v.string(),
	purpose: v.string(),
	called: v.pipe(v.string(), v.description('What it calls itself: "Working group"')),
	joining: v.picklist(groupJoinings),
	commitments: v.array(v.number()),
	roles: v.array(groupRoleSchema),
	memberCount: v.number(),
	runBy: v.pipe(v.array(personSchema), v.description('Who holds a role that runs it')),
	reviewMonths: v.pipe(v.number(), v.description('Who is in it is looked through this often')),
	reviewedAt: moment,
	reviewDueOn: day,
	createdAt: moment,
	archived: v.nullable(v.object({ at: moment, by: v.string(), reason: v.string() })),
	isSample: v.boolean(),
	/** The asker's own place. */
	mine: v.nullable(
		v.object({
			role: v.string(),
			title: v.string(),
			manages: v.boolean(),
			isGuest: v.boolean(),
			untilOn: v.nullable(day)
		})
	),
	/** What the asker has asked and nobody has answered. */
	request: v.nullable(v.object({ id: v.string(), words: v.string(), at: moment })),
	/** How the asker's last request was answered, when that was no. */
	declined: v.nullable(v.object({ reason: v.string(), at: moment })),
	/** An invitation to the asker that waits for an answer. */
	invitation: v.nullable(v.object({ id: v.string(), expiresAt: moment })),
	abilities: v.object({
		read: v.boolean(),
		takePart: v.boolean(),
		manage: v.boolean(),
		join: v.boolean(),
		ask: v.boolean()
	})
});
export type GroupView = v.InferOutput<typeof groupSchema>;

export const groupPersonSchema = v.object({
	...personEntries,
	role: v.string(),
	roleTitle: v.string(),
	manages: v.boolean(),
	isGuest: v.boolean(),
	untilOn: v.pipe(v.nullable(day), v.description('The last day; a guest always has one')),
	joinedAt: moment,
	lastWroteAt: v.pipe(
		v.nullable(moment),
		v.description('In the group: a post, an action, a decision. Null: not yet')
	)
});
export type GroupPerson = v.InferOutput<typeof groupPersonSchema>;

export const groupRequestSchema = v.object({
	id: v.string(),
	by: personSchema,
	words: v.string(),
	at: moment
});
export type GroupRequest = v.InferOutput<typeof groupRequestSchema>;

export const sentInvitationSchema = v.object({
	id: v.string(),
	name: v.string(),
	email: v.pipe(v.string(), v.description('Empty for a member of the Alliance')),
	roleTitle: v.string(),
	isGuest: v.boolean(),
	untilOn: v.nullable(day),
	invitedBy: v.string(),
	at: moment,
	expiresAt: moment,
	isExpired: v.boolean()
});
export type SentInvitation = v.InferOutput<typeof sentInvitationSchema>;

/** What whoever follows the link in an invitation has to do. */
export const invitationSteps = ['make-account', 'sign-in', 'accept', 'other-account'] as const;

export const receivedInvitationSchema = v.object({
	group: v.object({
		slug: v.string(),
		name: v.string(),
		called: v.string(),
		purpose: v.string()
	}),
	state: v.pipe(
		v.picklist(['open', 'used', 'expired', 'closed']),
		v.description('"closed": taken back, declined, or the group is archived')
	),
	step: v.picklist(invitationSteps),
	name: v.string(),
	email: v.string(),
	roleTitle: v.string(),
	isGuest: v.boolean(),
	untilOn: v.nullable(day),
	invitedBy: v.string(),
	expiresAt: moment
});
export type ReceivedInvitation = v.InferOutput<typeof receivedInvitationSchema>;

export const calendarFeedSchema = v.object({
	since: v.pipe(v.nullable(moment), v.description('Null: there is no address'))
});
export const newCalendarFeedSchema = v.object({
	url: v.pipe(v.string(), v.description('Shown this once; only its hash is kept'))
});
