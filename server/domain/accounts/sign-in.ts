// Signing in and out, and knowing again who asks. Sessions are Lucia's; a session lives twelve hours after its last use.
import { Lucia, TimeSpan } from 'lucia';
import type { Member } from '#server/kernel/actor.ts';
import { hashSecret } from '#server/kernel/ids.ts';
import type { Store } from '#server/storage/store.ts';
import type { SignInInput } from '#shared/account-input.ts';
import { dayOf } from '#shared/dates.ts';
import type { AccountDeps } from './accounts.ts';
import type { From, ProvePassword } from './password-proof.ts';

const sessionHours = 12;

/** How old a mark "last seen" may grow before it is renewed: it costs a write to the disk. */
const seenEvery = 60 * 1000;

/** What a browser says of itself is kept up to this length. */
const userAgentLimit = 300;

/** What came with a request: the cookie's session id, or a bearer token. The token counts when both did. */
export type Credentials = {
	sessionId?: string | undefined;
	bearer?: string | undefined;
	/** Nobody need be there: a tab asks by itself, which is no use of the session and does not prolong it. */
	isByItself?: boolean;
};

const luciaOn = (store: Store) =>
	new Lucia(store.loginSessions.adapter, { sessionExpiresIn: new TimeSpan(sessionHours, 'h') });

/** The member as every domain function gets them, with seats and roles as they stand now; null when they may not act. */
async function loadMember(
	store: Store,
	memberId: string,
	credential: Pick<Member, 'loginSession' | 'token'>,
	today: string
): Promise<Member | null> {
	const row = await store.accounts.member(memberId);
	if (row === undefined || row.deactivated_at !== null) return null;
	const [seats, allianceRoles, groups] = await Promise.all([
		store.accounts.seatsOf(memberId),
		store.accounts.allianceRolesOf(memberId),
		store.groups.placesOf([memberId], today)
	]);
	return {
		kind: 'member',
		memberId,
		name: row.name,
		email: row.email,
		seats: seats.map((seat) => ({
			organisationId: seat.organisation_id,
			organisationName: seat.name,
			organisationKind: seat.kind,
			role: seat.role
		})),
		allianceRoles,
		groups: groups.map((place) => ({
			groupId: place.group_id,
			manages: place.manages === 1,
			isGuest: place.is_guest === 1
		})),
		...credential
	};
}

export function createSignIn(
	{ store, transact, audit, clock, log }: AccountDeps,
	provePassword: ProvePassword
) {
	const lucia = luciaOn(store);
	const twelveHoursOn = () => new Date(clock.now() + sessionHours * 3_600_000).toISOString();
	const today = () => dayOf(clock.iso());
	const isStale = (mark: string | null) =>
		mark === null || Date.parse(mark) + seenEvery <= clock.now();

	/** A mark that cannot be written (the disk is full) is no reason to refuse a page. */
	async function mark(write: Promise<void>): Promise<void> {
		try {
			await write;
		} catch (error) {
			log.warn({ err: error }, 'could not note when a member was last seen');
		}
	}

	async function bySession(sessionId: string, isByItself: boolean): Promise<Member | null> {
		// Lucia prolongs a session by itself.
		if (!isByItself && (await lucia.validateSession(sessionId)).session === null) return null;
		const hash = hashSecret(sessionId);
		const row = await store.loginSessions.find(hash);
		if (row === undefined || row.expires_at <= clock.iso()) return null;
		if (!isByItself && isStale(row.last_seen_at)) {
			await mark(
				store.loginSessions.markSeen(hash, { seenAt: clock.iso(), expiresAt: twelveHoursOn() })
			);
		}
		return loadMember(store, row.member_id, { loginSession: hash }, today());
	}

	async function byToken(bearer: string): Promise<Member | null> {
		const row = await store.accounts.tokenByHash(hashSecret(bearer));
		if (row === undefined) return null;
		if (isStale(row.last_used_at)) {
			await mark(store.accounts.markTokenUsed(row.id, clock.iso()));
		}
		return loadMember(store, row.member_id, { token: row.id }, today());
	}

	return {
		/**
		 * Opens a login session.
		 * @returns the member, and the id the cookie carries: it is not kept here.
		 * @throws DomainError wrong-credentials, too-often.
		 */
		async signIn(
			input: SignInInput,
			from: From
		): Promise<{ member: Member; sessionId: string; expiresAt: string }> {
			const { id: memberId } = await provePassword(input, from);
			return transact(async (inside) => {
				await inside.loginSessions.removeExpired(clock.iso());
				const expiresAt = twelveHoursOn();
				const session = await luciaOn(inside).createSession(memberId, {
					expires_at: expiresAt,
					created_at: clock.iso(),
					last_seen_at: clock.iso(),
					user_agent: from.userAgent.slice(0, userAgentLimit)
				});
				const hash = hashSecret(session.id);
				const member = await loadMember(inside, memberId, { loginSession: hash }, today());
				if (member === null) throw new Error('a member vanished while signing in');
				await audit(inside, member, { action: 'signed-in', target: `member:${memberId}` });
				return { member, sessionId: session.id, expiresAt };
			});
		},

		/** Ends the credential the member came with, and every socket opened with it. */
		async signOut(member: Member): Promise<void> {
			const { memberId, loginSession, token } = member;
			await transact(async (inside, emit) => {
				if (loginSession !== undefined) await inside.loginSessions.end(memberId, loginSession);
				if (token !== undefined) await inside.accounts.removeToken(memberId, token);
				await audit(inside, member, { action: 'signed-out', target: `member:${memberId}` });
				const credentials = [loginSession, token].filter((credential) => credential !== undefined);
				emit({ type: 'signed-out', memberId, credentials });
			});
		},

		/**
		 * A member as they stand now, for what is read without them: a calendar's address, a mail; null when they may not
		 * act any more.
		 */
		asMember: (memberId: string): Promise<Member | null> =>
			loadMember(store, memberId, {}, today()),

		/** Who asks, or null when the credentials are none of ours. Renews the session, unless nobody need be there. */
		async authenticate(credentials: Credentials): Promise<Member | null> {
			const { sessionId, bearer, isByItself = false } = credentials;
			if (bearer !== undefined) return byToken(bearer);
			if (sessionId !== undefined) return bySession(sessionId, isByItself);
			return null;
		},

		/**
		 * The same member with the seats and roles of now, or null when the credential they came with has ended.
		 * For open sockets, which outlive what they were opened with.
		 */
		async reauthenticate({ memberId, loginSession, token }: Member): Promise<Member | null> {
			if (token !== undefined) {
				const row = await store.accounts.token(token);
				return row?.member_id === memberId ? loadMember(store, memberId, { token }, today()) : null;
			}
			if (loginSession === undefined) return null;
			const row = await store.loginSessions.find(loginSession);
			if (row?.member_id !== memberId || row.expires_at <= clock.iso()) return null;
			return loadMember(store, memberId, { loginSession }, today());
		}
	};
}
