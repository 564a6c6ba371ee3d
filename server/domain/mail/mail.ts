// Mail, put into the queue by whoever has something to say and sent by a timed job.
//
// A mail server may take a mail and fall silent before it says so. Then nobody can know; the mail is sent once more
// under the same Message-ID, and says that it may be the second copy (docs/decisions/020).
import type { Clock } from '#server/kernel/clock.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import type { Tables } from '#server/storage/tables.ts';
import { letterOf, turnedOffBy, type Letter, type MailWords } from './letter.ts';
import { createMailChoosing } from './mail-choosing.ts';
import { isTooLate, nextAttempt } from './next-attempt.ts';

export type MailKind =
	/** Dates of a round have moved. */
	| 'round-dates'
	/** A lead is asked to read and sign. */
	| 'sign-request'
	/** Words changed after somebody signed. */
	| 'signature-voided'
	/** A lead has returned a report with a reason. */
	| 'returned'
	/** A section waits for its reviewer, or for its owner. */
	| 'section'
	/** What has gone public, what was withdrawn. */
	| 'publication'
	/** Somebody without an account is asked to come. */
	| 'invitation'
	/** Where and when a session is, or that it is not; its words are fetched when it is sent. */
	| 'session'
	/** A notice in the inbox that asks for something; its words are fetched when it is sent. */
	| 'notice'
	/** What stands in the inbox, once a day; likewise. */
	| 'digest';

/** Mails whose words are fetched when they are sent. */
type FetchedKind = 'notice' | 'digest' | 'session';

/**
 * Puts a mail into the queue, in the transaction that gives the reason for it.
 * @param mail.key what this mail is about: a second one with the same key to the same member is not sent
 * @param mail.text plain text, without the link and without the closing words
 * @param mail.path of the page it leads to, within the workspace
 */
export type QueueMail = (
	inside: Queries,
	mail: {
		memberId: string;
		kind: Exclude<MailKind, FetchedKind>;
		key: string;
		subject: string;
		text: string;
		path: string;
	}
) => Promise<void>;

/** The same to somebody who has no account. @param mail.key one to each address */
export type QueueMailTo = (
	inside: Queries,
	mail: {
		to: { name: string; address: string };
		kind: 'invitation';
		key: string;
		subject: string;
		text: string;
		path: string;
	}
) => Promise<void>;

/** Queues mails whose words are fetched when they are sent. @param mail.notBefore the earliest moment */
export type QueueFetched = (
	inside: Queries,
	mail: {
		memberIds: readonly string[];
		kind: FetchedKind;
		key: string;
		notBefore: string;
	}
) => Promise<void>;

/** The same to somebody who has no account. @param mail.path of the page it leads to, kept until it is sent */
export type QueueFetchedTo = (
	inside: Queries,
	mail: {
		to: { name: string; address: string };
		kind: 'session';
		key: string;
		path: string;
		notBefore: string;
	}
) => Promise<void>;

/** The words of such a mail as its reader may see them now; null when there is nothing to say any more. */
export type FetchWords = (mail: FetchedMail) => Promise<MailWords | null>;
export type FetchedMail = Pick<
	DueMail,
	'id' | 'member_id' | 'to_name' | 'to_address' | 'key' | 'path'
> & { kind: FetchedKind };

/** What became of one attempt to send. */
export type Outcome =
	| { kind: 'sent' }
	/** The mail server will not take it, now or ever: there is no such mailbox. */
	| { kind: 'refused'; reason: string }
	| { kind: 'not-sent'; reason: string }
	/** All of it was handed over, and no answer came. */
	| { kind: 'unknown'; reason: string };

/** Hands one mail to whatever carries it; never throws for what a mail server does. */
export type Post = (letter: Letter) => Promise<Outcome>;

export type MailDeps = {
	store: Store;
	transact: Transact;
	audit: RecordAudit;
	clock: Clock;
	log: Log;
	post: Post;
	fetchWords: FetchWords;
	/** The address in people's browsers. */
	origin: string;
};

export type Mail = ReturnType<typeof createMail>;

type DueMail = Awaited<ReturnType<Store['mails']['due']>>[number];

/** Mail servers of public bodies count connections; the rest of the queue can wait a moment. */
const mostAtOnce = 3;
/** Rows read at a time. */
const batch = 30;

export function createMail(deps: MailDeps) {
	const { store, clock, log, post, fetchWords, origin } = deps;
	const { unsubscribePath, settingsOf, ...choosing } = createMailChoosing(deps);

	async function settle(mail: DueMail, state: 'sent' | 'failed' | 'not-wanted', reason?: string) {
		await store.mails.update(mail.id, {
			state,
			text: '',
			path: '',
			is_unsettled: 0,
			reason: reason ?? null,
			settled_at: clock.iso()
		});
	}

	async function wordsOf(mail: DueMail): Promise<MailWords | null> {
		const { kind, subject, text, path } = mail;
		if (kind !== 'notice' && kind !== 'digest' && kind !== 'session')
			return { subject, text, path, reason: kind };
		return fetchWords({ ...mail, kind });
	}

	async function addressed(mail: DueMail, words: MailWords): Promise<Letter> {
		const off = turnedOffBy(words.reason);
		const path =
			off === null || mail.member_id === null ? null : await unsubscribePath(mail.member_id, off);
		return letterOf(mail, words, origin, path === null ? null : `${origin}${path}`);
	}

	async function send(mail: DueMail): Promise<'sent' | 'failed' | null> {
		const isWanted = mail.deactivated_at === null && mail.refused_kind === null;
		const words = isWanted ? await wordsOf(mail) : null;
		if (words === null) {
			await settle(mail, 'not-wanted');
			return null;
		}
		const attempt = mail.attempts + 1;
		const isMine = await store.mails.claim(mail.id, attempt, nextAttempt(clock.now(), attempt));
		if (!isMine) return null;
		const outcome = await post(await addressed(mail, words));
		if (outcome.kind === 'sent') {
			await settle(mail, 'sent');
			return 'sent';
		}
		if (outcome.kind === 'refused' || isTooLate(mail.created_at, clock.now())) {
			await settle(mail, 'failed', outcome.reason);
			// Without the server's words: they name the address.
			log.warn({ mail: mail.id, kind: mail.kind, attempt }, 'a mail could not be delivered');
			return 'failed';
		}
		const isUnsettled = outcome.kind === 'unknown' || mail.is_unsettled === 1;
		await store.mails.update(mail.id, {
			is_unsettled: isUnsettled ? 1 : 0,
			reason: outcome.reason
		});
		return null;
	}

	type Unaddressed = Pick<Tables['mails'], 'kind' | 'key' | 'subject' | 'text' | 'path'>;
	type Reader = Pick<Tables['mails'], 'member_id' | 'to_name' | 'to_address'>;
	const rowFor = (
		{ kind, key, subject, text, path }: Unaddressed,
		reader: Reader,
		notBefore = clock.iso()
	): Tables['mails'] => ({
		id: newId(),
		...reader,
		kind,
		key,
		subject,
		text,
		path,
		state: 'waiting',
		attempts: 0,
		is_unsettled: 0,
		next_attempt_at: notBefore,
		reason: null,
		created_at: clock.iso(),
		settled_at: null
	});
	const toMember = (memberId: string): Reader => ({
		member_id: memberId,
		to_name: null,
		to_address: null
	});

	const queue: QueueMail = (inside, mail) =>
		inside.mails.add([rowFor(mail, toMember(mail.memberId))]);

	const queueTo: QueueMailTo = (inside, { to, ...mail }) =>
		inside.mails.add([rowFor(mail, { member_id: null, to_name: to.name, to_address: to.address })]);

	const queueFetchedTo: QueueFetchedTo = (inside, { to, notBefore, ...mail }) =>
		inside.mails.add([
			rowFor(
				{ ...mail, subject: '', text: '' },
				{ member_id: null, to_name: to.name, to_address: to.address },
				notBefore
			)
		]);

	const queueFetched: QueueFetched = (inside, { memberIds, kind, key, notBefore }) => {
		const mail = { kind, key, subject: '', text: '', path: '' };
		return inside.mails.add(
			memberIds.map((memberId) => rowFor(mail, toMember(memberId), notBefore))
		);
	};

	return {
		queue,
		queueTo,
		queueFetched,
		queueFetchedTo,
		settingsOf,
		...choosing,

		/** Sends what is due, a few at a time. @returns how many went and how many were given up. */
		async sendDue(): Promise<{ sent: number; failed: number }> {
			const done = { sent: 0, failed: 0 };
			for (;;) {
				const due = await store.mails.due(clock.iso(), batch);
				const turns = due.values();
				const carriers = Array.from({ length: mostAtOnce }, async () => {
					for (const mail of turns) {
						const became = await send(mail);
						if (became !== null) done[became] += 1;
					}
				});
				await Promise.all(carriers);
				if (due.length < batch) return done;
			}
		},

		/** How many wait, and how many were given up. */
		async figures(): Promise<{ waiting: number; failed: number }> {
			const [waiting, failed] = await Promise.all([
				store.mails.count('waiting'),
				store.mails.count('failed')
			]);
			return { waiting, failed };
		}
	};
}
