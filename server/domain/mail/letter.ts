// What stands in a mail: who wants what, where to do it, and why it came. Pure.
import type { Tables } from '#server/storage/tables.ts';
import type { NoticeKind } from '#shared/mail-choices.ts';
import type { MailKind } from './mail.ts';

export type Letter = {
	/** The same for each attempt at the same mail, so that mail programs show one of two copies. */
	id: string;
	to: { name: string; address: string };
	/** One line. */
	subject: string;
	text: string;
	/** Where its reader can say that they want no more of the kind; null where they are asked to act. */
	unsubscribe: string | null;
};

const reasons: Record<MailKind, string> = {
	'round-dates': 'your organisation takes part in this round',
	'sign-request': 'you sign for your organisation',
	'signature-voided': 'you have signed this report',
	returned: 'you write this report',
	section: 'you own or review a section of this report',
	publication: 'your organisation takes part in this round'
};

const notices: Record<NoticeKind, string> = {
	'round-dates': 'when a round opens or its dates move',
	publication: 'when reports go public'
};

const isNotice = (kind: MailKind): kind is NoticeKind => kind in notices;

/** Whatever breaks a line would begin a header of its own. */
// eslint-disable-next-line no-control-regex
const oneLine = (text: string): string => text.replace(/[\s\u0000-\u001f\u007f]+/gu, ' ').trim();

export function letterOf(
	mail: Pick<
		Tables['mails'],
		'id' | 'kind' | 'subject' | 'text' | 'path' | 'is_unsettled' | 'created_at'
	> &
		Pick<Tables['members'], 'name' | 'email'>,
	origin: string
): Letter {
	const unsubscribe = isNotice(mail.kind) ? `${origin}/account#mails` : null;
	const parts = [
		mail.is_unsettled === 1
			? 'You may have this mail already: while it was being sent the connection broke, and nobody can tell whether it arrived.'
			: '',
		mail.text.trim(),
		`${origin}${mail.path}`,
		'-- ',
		`You get this because ${reasons[mail.kind]}. Replies are not read.`
	].filter((part) => part !== '');
	if (isNotice(mail.kind)) {
		parts.push(`To have no more mails ${notices[mail.kind]}: ${unsubscribe}`);
	}
	return {
		id: mail.id,
		to: { name: oneLine(mail.name), address: mail.email },
		subject: oneLine(mail.subject),
		text: `${parts.join('\n\n').replace('-- \n\n', '-- \n')}\n`,
		unsubscribe
	};
}
