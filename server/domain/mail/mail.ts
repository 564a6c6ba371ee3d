// Mail, put into the queue by whoever has something to say and sent by a timed job.
import type { Queries } from '#server/storage/store.ts';

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
