// What people type about themselves, and what the account calls of the API answer. Used by the forms, the API and
// its description alike.
import * as v from 'valibot';
import { allianceRoles, organisationKinds, organisationRoles } from './roles.ts';

/** A new password is long rather than odd: length is what helps, rules of composition do not. */
export const passwordLength = { min: 12, max: 200 } as const;

/** Never given back to the page, and said so in the API's description. */
const secret = v.metadata<string, { writeOnly: true; format: 'password' }>({
	writeOnly: true,
	format: 'password'
});

const emailSchema = v.pipe(
	v.string('Type your email address'),
	v.trim(),
	v.nonEmpty('Type your email address'),
	v.maxLength(254, 'An email address has at most 254 characters'),
	v.regex(/^[^\s@]+@[^\s@]+$/, 'Write it with an @, like name@organisation.org.uk'),
	v.toLowerCase()
);

/** As it is, of whatever length it once was allowed to be. */
const passwordSchema = v.pipe(
	v.string('Type or paste your password'),
	v.nonEmpty('Type or paste your password'),
	v.maxLength(passwordLength.max, `A password has at most ${passwordLength.max} characters`),
	secret
);

export const newPasswordSchema = v.pipe(
	v.string('Type or paste a new password'),
	v.nonEmpty('Type or paste a new password'),
	v.minLength(passwordLength.min, `Use at least ${passwordLength.min} characters`),
	v.maxLength(passwordLength.max, `Use at most ${passwordLength.max} characters`),
	secret
);

const line = (missing: string, max: number) =>
	v.pipe(
		v.string(missing),
		v.trim(),
		v.nonEmpty(missing),
		v.maxLength(max, `Use at most ${max} characters`)
	);

export const signInSchema = v.object({ email: emailSchema, password: passwordSchema });
export type SignInInput = v.InferOutput<typeof signInSchema>;

const tokenNameSchema = line('Say what the token is for', 80);

export const createTokenSchema = v.object({
	email: emailSchema,
	password: passwordSchema,
	name: tokenNameSchema
});
export type CreateTokenInput = v.InferOutput<typeof createTokenSchema>;

/** On the command line no password is asked. */
export const createTokenForSchema = v.omit(createTokenSchema, ['password']);

/** On the account page the member is known; the password is asked again. */
export const createOwnTokenSchema = v.omit(createTokenSchema, ['email']);
export type CreateOwnTokenInput = v.InferOutput<typeof createOwnTokenSchema>;

export const changePasswordSchema = v.object({ current: passwordSchema, next: newPasswordSchema });
export type ChangePasswordInput = v.InferOutput<typeof changePasswordSchema>;

export const createCoordinatorSchema = v.object({
	organisationName: line('Type the name of the organisation that convenes the Alliance', 200),
	name: line('Type your name', 120),
	email: emailSchema,
	password: newPasswordSchema
});
export type CreateCoordinatorInput = v.InferOutput<typeof createCoordinatorSchema>;

const timeSchema = v.pipe(v.string(), v.description('ISO-8601, UTC'));

export const tokenSchema = v.object({
	id: v.string(),
	name: v.string(),
	createdAt: timeSchema,
	lastUsedAt: v.nullable(timeSchema)
});
export type TokenView = v.InferOutput<typeof tokenSchema>;

export const newTokenSchema = v.object({
	id: v.string(),
	token: v.pipe(v.string(), v.description('Shown this once; only its hash is kept'))
});

export const loginSessionSchema = v.object({
	id: v.string(),
	browser: v.pipe(v.string(), v.description('In words, as the browser names itself')),
	since: timeSchema,
	lastSeenAt: timeSchema,
	isThisOne: v.boolean()
});
export type LoginSessionView = v.InferOutput<typeof loginSessionSchema>;

const organisationSchema = v.object({
	id: v.string(),
	name: v.string(),
	kind: v.picklist(organisationKinds)
});

const rolesSchema = v.object({
	organisations: v.array(
		v.object({ organisation: organisationSchema, role: v.picklist(organisationRoles) })
	),
	alliance: v.array(v.picklist(allianceRoles))
});

export const memberSchema = v.object({
	id: v.string(),
	name: v.string(),
	email: v.string(),
	deactivatedAt: v.nullable(timeSchema),
	roles: rolesSchema
});
export type MemberView = v.InferOutput<typeof memberSchema>;

export const seatSchema = v.object({ role: v.picklist(organisationRoles) });

export const profileSchema = v.object({
	member: v.object({ id: v.string(), name: v.string(), email: v.string() }),
	organisation: v.pipe(
		v.nullable(organisationSchema),
		v.description('The one the member is shown with')
	),
	roles: rolesSchema,
	abilities: v.pipe(
		v.record(v.string(), v.boolean()),
		v.description('What the member may do in the workspace as a whole, by action')
	)
});
export type Profile = v.InferOutput<typeof profileSchema>;

/** A button beside one entry of a list. */
export const byIdSchema = v.object({ id: v.pipe(v.string(), v.maxLength(64)) });

/** A button that stands alone. */
export const nothingSchema = v.object({});
