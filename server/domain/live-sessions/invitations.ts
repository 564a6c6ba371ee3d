// Invitations to a session: a notice for members, and for everybody a mail with the event for their calendar. What a
// mail says is fetched when it is sent, so that two changes within a minute are told as one, and nobody is told of what
// was taken back before they heard of it. The calendar knows an event again by its name, and its number says which of
// two is the later one.
import type { Clock } from '#server/kernel/clock.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { MailWords } from '#server/domain/mail/letter.ts';
import type { FetchedMail, QueueFetched, QueueFetchedTo } from '#server/domain/mail/mail.ts';
import type { Notify, Settle } from '#server/domain/notifications/notify.ts';
import type { LiveSessionRow, SessionGuestRow } from '#server/storage/live-sessions.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import { calendarOf, type CalendarMethod } from './calendar.ts';
import { invitationWords, type Standing } from './invitation-words.ts';
import { known, knownOf, type Known, type LiveSessionsDeps } from './live-sessions-deps.ts';

export type SessionInvitationsDeps = Pick<LiveSessionsDeps, 'groupTargets'> & {
	store: Store;
	access: Access;
	clock: Clock;
	mail: { queueFetched: QueueFetched; queueFetchedTo: QueueFetchedTo };
	notify: Notify;
	settle: Settle;
	/** The member with the rights of now; null for whoever has left. */
	asMember(memberId: string): Promise<Member | null>;
	/** Whose name mails carry. */
	sender: { name: string; address: string };
	/** The address in people's browsers. */
	origin: string;
};

export type SessionInvitations = ReturnType<typeof createSessionInvitations>;

/** What is told of a session: that one is invited, that it has changed, that it does not take place. */
export type Telling = 'session' | 'session-changed' | 'session-cancelled';

/** Whoever changes the day often changes the hour next (ms). */
const mailAfter = 60_000;

const beginningOf = (sessionId: string): string => `session:${sessionId}:`;
/** session:{id}:{number of the invitation}[:{guest}] */
function readKey(key: string) {
	const [, sessionId = '', sequence = '', guestId] = key.split(':');
	return { sessionId, sequence: Number(sequence), guestId: guestId ?? null };
}

export function createSessionInvitations(deps: SessionInvitationsDeps) {
	const { store, access, clock, mail, notify, settle, asMember, sender, origin } = deps;

	async function find(id: string): Promise<Known | undefined> {
		const row = await store.liveSessions.byId(id);
		return row === undefined ? undefined : (await knownOf(deps, store, [row]))[0];
	}

	/** Members who may come: those invited, and everybody in the session's group. */
	async function membersOf(inside: Queries, row: LiveSessionRow): Promise<string[]> {
		const [invited, ofGroup] = await Promise.all([
			inside.liveSessions.membersOf([row.id]),
			row.group_id === null ? [] : inside.groups.members([row.group_id], dayOf(clock.iso()))
		]);
		return [...new Set([...invited, ...ofGroup].map(({ member_id: id }) => id))];
	}

	const guestsOf = async (inside: Queries, row: LiveSessionRow): Promise<SessionGuestRow[]> =>
		(await inside.liveSessions.guestsOf([row.id])).filter(
			({ revoked_at: revokedAt, ends_at: endsAt }) => revokedAt === null && endsAt > clock.iso()
		);

	/** Under the next number of the invitation: it takes the place of all before. */
	const nextKey = async (inside: Queries, { id }: LiveSessionRow): Promise<string> =>
		`${beginningOf(id)}${await inside.liveSessions.nextInvitation(id)}`;

	const later = (): string => new Date(clock.now() + mailAfter).toISOString();

	async function mailGuests(
		inside: Queries,
		key: string,
		guests: readonly SessionGuestRow[],
		link: { path: string; notBefore: string }
	): Promise<void> {
		for (const { id, name, email } of guests) {
			if (email === null) continue;
			await mail.queueFetchedTo(inside, {
				to: { name, address: email },
				kind: 'session',
				key: `${key}:${id}`,
				...link
			});
		}
	}

	/** Whether this reader is to come; `null`: there is nothing to tell them any more. */
	async function standingOf(
		{ row, guests, target }: Known,
		reader: { memberId: string | null; guestId: string | null },
		hasHeard: boolean
	): Promise<Standing | null> {
		if (row.rehearses !== null || row.state === 'closing' || row.state === 'closed') return null;
		if (row.cancelled_at !== null) return hasHeard ? 'cancelled' : null;
		const member = reader.memberId === null ? null : await asMember(reader.memberId);
		const guest = guests.find(({ id }) => id === reader.guestId);
		const isExpected =
			member !== null
				? access.can(member, 'live-session.enter', target)
				: guest !== undefined && guest.revoked_at === null && guest.ends_at > clock.iso();
		if (isExpected) return hasHeard ? 'changed' : 'invited';
		return hasHeard ? 'not-any-more' : null;
	}

	function fileOf(
		{ row }: Known,
		method: CalendarMethod,
		attendee: { name: string; address: string } | null
	): string {
		return calendarOf(method, {
			uid: `${row.id}@${new URL(origin).hostname}`,
			sequence: row.invitation_sequence,
			at: clock.now(),
			startsAt: row.starts_at,
			minutes: row.minutes,
			title: row.title,
			description: row.purpose,
			place: row.place,
			url: `${origin}/sessions/${row.id}`,
			organiser: sender,
			attendee
		});
	}

	async function tell(
		inside: Queries,
		row: LiveSessionRow,
		{ by, memberIds, as }: { by: string; memberIds: readonly string[]; as: Telling }
	): Promise<void> {
		const told = memberIds.filter((id) => id !== by);
		if (told.length === 0) return;
		await mail.queueFetched(inside, {
			memberIds: told,
			kind: 'session',
			key: await nextKey(inside, row),
			notBefore: later()
		});
		await notify(inside, {
			memberIds: told,
			kind: as,
			about: { kind: 'live-session', id: row.id },
			key: `session:${row.id}`,
			by,
			path: `/sessions/${row.id}`
		});
	}

	return {
		/** Tells these members, in the transaction that gives the reason. */
		tell,

		/** Tells everybody who may come, guests too. */
		async tellAll(
			inside: Queries,
			row: LiveSessionRow,
			{ by, as }: { by: string; as: Telling }
		): Promise<void> {
			await tell(inside, row, { by, memberIds: await membersOf(inside, row), as });
			const guests = await guestsOf(inside, row);
			if (!guests.some(({ email }) => email !== null)) return;
			await mailGuests(inside, await nextKey(inside, row), guests, {
				path: '',
				notBefore: later()
			});
		},

		/** Members who are not to come any more: the notice goes, and a mail takes it out of their calendar. */
		async untell(
			inside: Queries,
			row: LiveSessionRow,
			memberIds: readonly string[]
		): Promise<void> {
			if (memberIds.length === 0) return;
			await settle(inside, { key: `session:${row.id}`, memberIds });
			await mail.queueFetched(inside, {
				memberIds,
				kind: 'session',
				key: await nextKey(inside, row),
				notBefore: clock.iso()
			});
		},

		/** A guest's link, or that it was taken back. @param path of the link; '' when it was taken back */
		async tellGuest(
			inside: Queries,
			row: LiveSessionRow,
			guest: SessionGuestRow,
			path: string
		): Promise<void> {
			if (guest.email === null) return;
			const notBefore = clock.iso();
			await mailGuests(inside, await nextKey(inside, row), [guest], { path, notBefore });
		},

		/** What such a mail says to its reader now; null when there is nothing to say any more. */
		async words(letter: Omit<FetchedMail, 'kind'>): Promise<MailWords | null> {
			const { sessionId, sequence, guestId } = readKey(letter.key);
			const found = await find(sessionId);
			if (found === undefined) return null;
			const others = (await store.mails.others(letter, beginningOf(sessionId)))
				.map(({ key, state }) => ({ ...readKey(key), state }))
				.filter((other) => other.guestId === guestId);
			// A link is told once, whatever comes after it.
			if (letter.path === '' && others.some((other) => other.sequence > sequence)) return null;
			const hasHeard = others.some(({ state }) => state === 'sent');
			const reader = { memberId: letter.member_id, guestId };
			const as = await standingOf(found, reader, hasHeard);
			if (as === null) return null;
			const isComing = as === 'invited' || as === 'changed';
			const attendee = { name: letter.to_name, address: letter.to_address };
			const method = isComing && found.row.starts_at !== null ? 'REQUEST' : 'CANCEL';
			return {
				...invitationWords(found, as),
				path: isComing && guestId === null ? `/sessions/${sessionId}` : letter.path,
				reason: 'session',
				// There is nothing to take out of a calendar that never had it.
				calendar:
					method === 'CANCEL' && !hasHeard
						? null
						: { method, text: fileOf(found, method, attendee) }
			};
		},

		/** The event as a file for anybody's calendar. @throws DomainError not-found, conflict */
		async file(actor: Actor, id: string): Promise<string> {
			const found = await known(deps, store, actor, id);
			return fileOf(found, found.row.cancelled_at === null ? 'PUBLISH' : 'CANCEL', null);
		}
	};
}
