// Guests of a session: people without an account who come by a link, to one session, until a named moment. Only the hash
// of a link's secret is kept; who takes it away, or its day, ends it for everything that is open.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { hashSecret, newId, newSecret } from '#server/kernel/ids.ts';
import type { Actor, SessionGuest } from '#server/kernel/actor.ts';
import type { SessionGuestRow } from '#server/storage/live-sessions.ts';
import type { Queries } from '#server/storage/store.ts';
import { mostGuests } from '#shared/live-session/plan-parts.ts';
import type { InviteGuest, ProlongGuest } from '#shared/live-session/guest-input.ts';
import type { SessionDoor, SessionGuestView } from '#shared/live-session/guest-output.ts';
import type { SessionInvitations } from './invitations.ts';
import { known, type LiveSessionsDeps } from './live-sessions-deps.ts';

export type SessionGuests = ReturnType<typeof createSessionGuests>;

export function createSessionGuests(
	deps: LiveSessionsDeps & { invitations: Pick<SessionInvitations, 'tellGuest'>; origin: string }
) {
	const { store, transact, access, audit, clock, invitations, origin } = deps;

	const isOpen = ({ revoked_at: revokedAt, ends_at: endsAt }: SessionGuestRow): boolean =>
		revokedAt === null && endsAt > clock.iso();

	const toGuest = (row: SessionGuestRow): SessionGuest => ({
		kind: 'session-guest',
		guestId: row.id,
		sessionId: row.session_id,
		name: row.name,
		organisation: row.organisation,
		endsAt: Date.parse(row.ends_at)
	});

	const toView = (row: SessionGuestRow): SessionGuestView => ({
		id: row.id,
		name: row.name,
		organisation: row.organisation,
		email: row.email,
		endsAt: row.ends_at,
		state: row.revoked_at !== null ? 'revoked' : isOpen(row) ? 'open' : 'ended',
		hasAgreed: row.agreed_at !== null
	});

	const doorOf = (secret: string): string => `/session-door/${secret}`;

	/** @throws DomainError not-found, not-allowed */
	async function requireFacilitator(inside: Queries, actor: Actor, id: string) {
		const found = await known(deps, inside, actor, id);
		access.require(actor, 'live-session.facilitate', found.target);
		return found;
	}

	function requireComing(endsAt: string): void {
		if (endsAt > clock.iso()) return;
		throw new DomainError('invalid', { field: 'endsAt', message: 'Choose a moment to come.' });
	}

	/** A guest of this session, changed; sockets are told when that ends or prolongs what is open. */
	async function change(
		actor: Actor,
		sessionId: string,
		guestId: string,
		action: string,
		change: Partial<Pick<SessionGuestRow, 'ends_at' | 'revoked_at'>>
	): Promise<SessionGuestView> {
		await transact(async (inside, emit) => {
			const { row, guests } = await requireFacilitator(inside, actor, sessionId);
			const guest = guests.find(({ id }) => id === guestId);
			if (guest === undefined) throw notFound();
			await inside.liveSessions.changeGuest(guestId, change);
			if (change.revoked_at != null) await invitations.tellGuest(inside, row, guest, '');
			await audit(inside, actor, { action, target: guestId, details: { sessionId } });
			emit({ type: 'access-changed', scope: { kind: 'session-guest', guestId } });
			emit({ type: 'live-session-changed', sessionId });
		});
		const row = await store.liveSessions.guestById(guestId);
		if (row === undefined) throw notFound();
		return toView(row);
	}

	return {
		/** In the order of inviting. @throws DomainError not-found, not-allowed */
		async list(actor: Actor, sessionId: string): Promise<SessionGuestView[]> {
			const { guests } = await requireFacilitator(store, actor, sessionId);
			return guests.map(toView);
		},

		/**
		 * With an address, the link is sent there too.
		 * @returns the guest, and the link that is theirs: it is told this once, and kept nowhere but in the mail
		 * @throws DomainError not-found, not-allowed, invalid
		 */
		async invite(
			actor: Actor,
			sessionId: string,
			{ name, organisation, email, endsAt }: InviteGuest
		): Promise<SessionGuestView & { link: string }> {
			requireComing(endsAt);
			const secret = newSecret();
			const id = newId();
			await transact(async (inside) => {
				const { row, guests } = await requireFacilitator(inside, actor, sessionId);
				if (guests.length >= mostGuests) {
					throw new DomainError('invalid', {
						field: 'name',
						message: `A session has at most ${mostGuests} guests.`
					});
				}
				if (actor.kind !== 'member') throw new DomainError('not-signed-in');
				const guest: SessionGuestRow = {
					id,
					session_id: sessionId,
					name,
					organisation,
					email,
					secret_hash: hashSecret(secret),
					ends_at: endsAt,
					revoked_at: null,
					agreed_at: null,
					invited_by: actor.memberId,
					created_at: clock.iso()
				};
				await inside.liveSessions.addGuest(guest);
				await invitations.tellGuest(inside, row, guest, doorOf(secret));
				await audit(inside, actor, {
					action: 'live-session.invite-guest',
					target: id,
					details: { sessionId }
				});
			});
			const row = await store.liveSessions.guestById(id);
			if (row === undefined) throw notFound();
			return { ...toView(row), link: `${origin}${doorOf(secret)}` };
		},

		/** @throws DomainError not-found, not-allowed, invalid */
		prolong(
			actor: Actor,
			sessionId: string,
			guestId: string,
			{ endsAt }: ProlongGuest
		): Promise<SessionGuestView> {
			requireComing(endsAt);
			return change(actor, sessionId, guestId, 'live-session.prolong-guest', { ends_at: endsAt });
		},

		/** What they have open is closed at once. @throws DomainError not-found, not-allowed */
		revoke(actor: Actor, sessionId: string, guestId: string): Promise<SessionGuestView> {
			return change(actor, sessionId, guestId, 'live-session.revoke-guest', {
				revoked_at: clock.iso()
			});
		},

		/** Who comes with this secret; null when the link is over, was taken back, or never was. */
		async authenticate(secret: string): Promise<SessionGuest | null> {
			const row = await store.liveSessions.guestBySecret(hashSecret(secret));
			return row !== undefined && isOpen(row) ? toGuest(row) : null;
		},

		/** The same guest now; null when they may not be here any more. */
		async reauthenticate({ guestId }: SessionGuest): Promise<SessionGuest | null> {
			const row = await store.liveSessions.guestById(guestId);
			return row !== undefined && isOpen(row) ? toGuest(row) : null;
		},

		/** What a link leads to, for the page that asks whether to come in; null when it leads nowhere. */
		async door(secret: string): Promise<SessionDoor | null> {
			const row = await store.liveSessions.guestBySecret(hashSecret(secret));
			if (row === undefined) return null;
			const session = await store.liveSessions.byId(row.session_id);
			if (session === undefined) return null;
			if (!isOpen(row)) return { state: 'over', name: row.name };
			return {
				state: 'open',
				name: row.name,
				organisation: row.organisation,
				endsAt: row.ends_at,
				session: {
					id: session.id,
					title: session.title,
					purpose: session.purpose,
					startsAt: session.starts_at,
					timeZone: session.time_zone,
					minutes: session.minutes
				}
			};
		}
	};
}
