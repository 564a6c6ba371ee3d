// Mail, put into the queue by whoever has something to say and sent by a timed job.
//
// A mail server may take a mail and fall silent before it says so. Then nobody can know; the mail is sent once more
// under the same Message-ID, and says that it may be the second copy (docs/decisions/020).
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { DomainError } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { noticeKinds, type MailChoices, type NoticeKind } from '#shared/mail-choices.ts';
import { letterOf, type Letter } from './letter.ts';
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
	| 'publication';

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
		kind: MailKind;
		key: string;
		subject: string;
		text: string;
		path: string;
	}
) => Promise<void>;

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
	/** The address in people's browsers. */
	origin: string;
};

export type Mail = ReturnType<typeof createMail>;

type DueMail = Awaited<ReturnType<Store['mails']['due']>>[number];

/** Mail servers of public bodies count connections; the rest of the queue can wait a moment. */
const mostAtOnce = 3;
/** Rows read at a time. */
const batch = 30;

export function createMail({ store, transact, audit, clock, log, post, origin }: MailDeps) {
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

	async function send(mail: DueMail): Promise<'sent' | 'failed' | null> {
		if (mail.deactivated_at !== null || mail.refused_kind !== null) {
			await settle(mail, 'not-wanted');
			return null;
		}
		const attempt = mail.attempts + 1;
		const isMine = await store.mails.claim(mail.id, attempt, nextAttempt(clock.now(), attempt));
		if (!isMine) return null;
		const outcome = await post(letterOf(mail, origin));
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

	const queue: QueueMail = async (inside, mail) => {
		const now = clock.iso();
		await inside.mails.add({
			id: newId(),
			member_id: mail.memberId,
			kind: mail.kind,
			key: mail.key,
			subject: mail.subject,
			text: mail.text,
			path: mail.path,
			state: 'waiting',
			attempts: 0,
			is_unsettled: 0,
			next_attempt_at: now,
			reason: null,
			created_at: now,
			settled_at: null
		});
	};

	return {
		queue,

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

		/** Notices this member is sent. @throws DomainError not-signed-in */
		async choices(actor: Actor): Promise<{ notices: NoticeKind[] }> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			const refused = await store.mails.refusedBy(actor.memberId);
			return { notices: noticeKinds.filter((kind) => !refused.includes(kind)) };
		},

		/** Notices this member wants from now on; what asks them to act is always sent. @throws DomainError not-signed-in */
		async choose(actor: Actor, { notices }: MailChoices): Promise<void> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			await transact(async (inside) => {
				const refused = noticeKinds.filter((kind) => !notices.includes(kind));
				await inside.mails.setRefused(actor.memberId, refused);
				await audit(inside, actor, {
					action: 'mail.choose',
					target: actor.memberId,
					details: Object.fromEntries(noticeKinds.map((kind) => [kind, notices.includes(kind)]))
				});
			});
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
