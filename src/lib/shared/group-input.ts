// What people send about working groups. Forms, the API and its description use the same schemas.
import * as v from 'valibot';
import { newPasswordSchema } from './account-input.ts';
import { idSchema } from './discussion-input.ts';
import { groupJoinings } from './states.ts';

/** Roles a group can have: more than anybody keeps apart. */
export const mostRoles = 12;

const line = (missing: string, max: number) =>
	v.pipe(
		v.string(missing),
		v.transform((text) => text.replace(/\s+/g, ' ').trim()),
		v.minLength(2, missing),
		v.maxLength(max, `Use at most ${max.toLocaleString('en-GB')} characters.`)
	);

const words = (missing: string, max: number) =>
	v.pipe(
		v.string(missing),
		v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
		v.minLength(3, missing),
		v.maxLength(max, `Use at most ${max.toLocaleString('en-GB')} characters.`)
	);

/** A day, YYYY-MM-DD. */
const daySchema = v.pipe(v.string(), v.isoDate('Choose a day.'));

const empty = v.pipe(
	v.literal(''),
	v.transform(() => undefined)
);

const joiningSchema = v.picklist(groupJoinings, 'Choose how people join.');

const commitmentsSchema = v.pipe(
	v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
	v.maxLength(7),
	v.transform((numbers) => [...new Set(numbers)].toSorted((a, b) => a - b))
);

const roleSchema = v.object({
	key: v.pipe(
		v.optional(v.pipe(v.string(), v.maxLength(40))),
		v.description('Of a role the group has already. Left out: a new one')
	),
	title: line('Give each role a name.', 60),
	manages: v.pipe(v.boolean(), v.description('Whether whoever holds it runs the group'))
});

const rolesSchema = v.pipe(
	v.array(roleSchema),
	v.maxLength(mostRoles, `A group can have at most ${mostRoles} roles.`),
	v.check(
		(roles) =>
			new Set(roles.map(({ title }) => title.toLocaleLowerCase('en-GB'))).size === roles.length,
		'Two roles have the same name.'
	),
	v.check(
		(roles) => roles.some(({ manages }) => manages),
		'At least one role has to run the group.'
	)
);
export type NewGroupRole = v.InferOutput<typeof roleSchema>;

const nameSchema = line('Give the group a name.', 120);
const purposeSchema = words('Say in a sentence or two what the group is for.', 2_000);
const calledSchema = line('Say what it calls itself, such as “Working group”.', 40);
const reviewMonthsSchema = v.pipe(
	v.number(),
	v.integer(),
	v.minValue(1, 'Look through who is in it at least every 24 months.'),
	v.maxValue(24, 'Look through who is in it at least every 24 months.')
);

export const startGroupSchema = v.object({
	name: nameSchema,
	purpose: purposeSchema,
	commitments: v.optional(commitmentsSchema, []),
	joining: v.optional(joiningSchema, 'on-request'),
	called: v.optional(calledSchema, 'Working group'),
	roles: v.pipe(
		v.optional(rolesSchema),
		v.description('Left out: chair and facilitator, who run it, and member')
	),
	reviewMonths: v.optional(reviewMonthsSchema, 6)
});
export type StartGroup = v.InferOutput<typeof startGroupSchema>;

/** What is left out stays. */
export const changeGroupSchema = v.partial(
	v.object({
		name: nameSchema,
		purpose: purposeSchema,
		commitments: commitmentsSchema,
		joining: joiningSchema,
		called: calledSchema,
		roles: rolesSchema,
		reviewMonths: reviewMonthsSchema
	})
);
export type ChangeGroup = v.InferOutput<typeof changeGroupSchema>;

const tickedCommitments = v.pipe(
	v.array(v.pipe(v.string(), v.regex(/^[1-7]$/), v.transform(Number))),
	commitmentsSchema
);

export const startGroupFormSchema = v.object({
	name: nameSchema,
	purpose: purposeSchema,
	called: calledSchema,
	commitments: v.optional(tickedCommitments, []),
	joining: joiningSchema
});

export const settingsFormSchema = v.object({
	...startGroupFormSchema.entries,
	reviewMonths: v.pipe(v.string(), v.transform(Number), reviewMonthsSchema)
});

/** One row for each role, an empty title for none; `manages` names the rows that are ticked. */
export const rolesFormSchema = v.object({
	keys: v.array(v.string()),
	titles: v.array(v.string()),
	manages: v.optional(v.array(v.string()), [])
});

/** @returns the roles as the API takes them. */
export const rolesOfForm = (form: v.InferOutput<typeof rolesFormSchema>) =>
	form.titles.flatMap((title, row) => {
		const key = form.keys[row] ?? '';
		const manages = form.manages.includes(String(row));
		if (title.trim() === '') return [];
		return [{ title, manages, ...(key === '' ? {} : { key }) }];
	});

export { rolesSchema };

export const reasonForAllSchema = v.object({
	reason: words('Say why, in a few words everyone here will read.', 500)
});

export const askToJoinSchema = v.object({
	words: words('Say in a sentence what brings you here.', 1_000)
});

export const answerRequestSchema = v.object({
	accepted: v.boolean(),
	reason: v.pipe(
		v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500, 'Use at most 500 characters.')), ''),
		v.description('Needed to decline; the person reads it')
	)
});
export type AnswerRequest = v.InferOutput<typeof answerRequestSchema>;

export const answerFormSchema = v.object({
	requestId: idSchema,
	answer: v.picklist(['accept', 'decline']),
	reason: answerRequestSchema.entries.reason
});

const roleKey = v.pipe(
	v.string('Choose a role.'),
	v.nonEmpty('Choose a role.'),
	v.maxLength(40, 'Choose a role.')
);
const untilOn = v.optional(v.union([empty, daySchema], 'Choose a day.'));

export const emailSchema = v.pipe(
	v.string('Type the email address.'),
	v.trim(),
	v.maxLength(254, 'An email address has at most 254 characters.'),
	v.regex(/^[^\s@]+@[^\s@]+$/, 'Write it with an @, like name@organisation.org.uk.'),
	v.toLowerCase()
);

/** Somebody who has an account already. */
export const inviteMemberSchema = v.object({
	memberId: v.pipe(idSchema, v.description('Somebody with a seat in an organisation')),
	role: roleKey,
	untilOn
});

/** Anybody with an email address: a guest, with or without an account. */
export const inviteGuestSchema = v.object({
	email: emailSchema,
	name: line('Type the person’s name.', 120),
	role: roleKey,
	untilOn: v.pipe(
		v.string('Say until when.'),
		v.isoDate('Say until when: a guest’s place always ends.')
	)
});

export const invitationSchema = v.union([inviteMemberSchema, inviteGuestSchema]);
export type NewInvitation = v.InferOutput<typeof invitationSchema>;

/** Of a form with the choice "nobody yet". */
export const inviteMemberFormSchema = v.object({
	...inviteMemberSchema.entries,
	memberId: v.pipe(v.string(), v.nonEmpty('Choose a person.'), v.maxLength(64))
});

/** The name and the password of a new account. */
export const acceptAsNewSchema = v.object({
	name: line('Type your name.', 120),
	password: newPasswordSchema
});
export type AcceptAsNew = v.InferOutput<typeof acceptAsNewSchema>;

/** What is left out stays. */
export const setPlaceSchema = v.object({
	role: v.optional(roleKey),
	untilOn: v.pipe(
		v.optional(v.nullable(daySchema)),
		v.description('The last day; null: without an end, which a guest cannot have')
	)
});
export type SetPlace = v.InferOutput<typeof setPlaceSchema>;

export const placeFormSchema = v.object({ memberId: idSchema, role: roleKey, untilOn });
export const removeFormSchema = v.object({
	memberId: idSchema,
	reason: reasonForAllSchema.entries.reason
});

export const reviewSchema = v.object({
	endMemberIds: v.pipe(
		v.optional(v.array(idSchema), []),
		v.description('Whose place ends; everybody else stays')
	)
});

export const listGroupsQuerySchema = v.object({
	commitment: v.optional(v.pipe(v.string(), v.regex(/^[1-7]$/), v.transform(Number))),
	archived: v.pipe(
		v.optional(v.picklist(['no', 'yes']), 'no'),
		v.description('"yes": those that are archived, and only those')
	),
	mine: v.pipe(v.optional(v.picklist(['no', 'yes']), 'no'), v.description('Those you are in')),
	after: v.optional(v.pipe(v.string(), v.maxLength(64)))
});
export type ListGroups = v.InferOutput<typeof listGroupsQuerySchema>;
