// What people hear of: in the inbox, in digests, by mail.
import type { MailKind } from '#server/domain/mail/mail.ts';
import type { NoticeAbout, NoticeKind } from '#server/domain/notifications/notify.ts';
import type { DigestDays, MailSwitch } from '#shared/mail-choices.ts';
import type { Flag } from './flag.ts';

export type NoticeTables = {
	/** What somebody should hear of. It names the thing and quotes nothing. */
	notices: {
		id: string;
		member_id: string;
		kind: NoticeKind;
		/** What makes it one notice: a later one with the same key takes its place. */
		key: string;
		about_kind: NoticeAbout['kind'];
		about_id: string;
		by_id: string | null;
		path: string;
		due_on: string | null;
		at: string;
	};
	/** What a member has done with an item of the inbox: a notice by its id, anything else by its name. */
	inbox_marks: {
		member_id: string;
		item_id: string;
		read_at: string | null;
		done_at: string | null;
		snoozed_until: string | null;
	};
	inbox_settings: {
		member_id: string;
		digest: DigestDays;
		/** Of the day in the United Kingdom. */
		hour: number;
		/** No digest is due for an hour that was over by then. */
		since: string;
		/** Turns mails off from the mail itself, without signing in; it opens nothing else. */
		secret: string;
	};
	/** A member's digest of one day; `told` is JSON: the items that stood in it. */
	digests: { member_id: string; day: string; told: string };

	mails: {
		id: string;
		/** Null: to somebody who is no member, by name and address. */
		member_id: string | null;
		to_name: string | null;
		to_address: string | null;
		kind: MailKind;
		/** What it is about; one to each member. */
		key: string;
		subject: string;
		/** Empty once it is sent or given up, and `path` with it: it may carry a link that opens something. */
		text: string;
		path: string;
		/** `not-wanted`: its member had left, or does not want this kind. */
		state: 'waiting' | 'sent' | 'failed' | 'not-wanted';
		attempts: number;
		/** An attempt has begun whose end is not known: it may have arrived. */
		is_unsettled: Flag;
		next_attempt_at: string;
		/** Why the last attempt failed. */
		reason: string | null;
		created_at: string;
		settled_at: string | null;
	};
	/** Mails a member does not want. */
	mail_refusals: { member_id: string; kind: MailSwitch };
};
