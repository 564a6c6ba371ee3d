// What stands in a mail: who wants what, where to do it, and why it came. Pure.
import { mailSwitches, type MailSwitch } from '#shared/mail-choices.ts';
import type { MailKind } from './mail.ts';

export type Letter = {
	/** The same for each attempt at the same mail, so that mail programs show one of two copies. */
	id: string;
	to: { name: string; address: string };
	/** One line. */
	subject: string;
	text: string;
	/** Where its reader can say that they want no more of the kind; null where that cannot be said. */
	unsubscribe: string | null;
	/** What goes into its reader's calendar, or out of it; null for most. */
	calendar: MailCalendar | null;
};

/** A file that calendars read. */
export type MailCalendar = { method: 'REQUEST' | 'CANCEL'; text: string };

/** Why a mail came: one of the kinds that can be turned off, or one of the others. */
export type MailReason = Exclude<MailKind, 'notice'> | MailSwitch;
export type TurnedOff = MailSwitch | 'digest';

const reasons: Record<MailReason, string> = {
	'round-dates': 'your organisation takes part in this round',
	'sign-request': 'you sign for your organisation',
	'signature-voided': 'you have signed this report',
	returned: 'you write this report',
	section: 'you own or review a section of this report',
	publication: 'your organisation takes part in this round',
	invitation: 'somebody who runs a working group of the Alliance invites you',
	session: 'somebody of the Alliance invites you to a session',
	digest: 'you have a digest of your inbox',
	mention: 'somebody named you',
	group: 'a working group asks something of you',
	action: 'an action is yours',
	learning: 'something is asked of you about a learning note or a piece of evidence',
	challenge: 'somebody is stuck on what you said you could be asked about, or offers you help',
	poll: 'your view is asked for'
};

/** What no longer comes, in the words of the closing line and of the page that turns it off. */
export const turnedOffWords: Record<TurnedOff, string> = {
	'round-dates': 'when a round opens or its dates move',
	publication: 'when reports go public',
	digest: 'with a digest of your inbox',
	mention: 'when somebody names you',
	group: 'when a working group asks something of you',
	action: 'about actions that are yours',
	learning: 'about learning notes and evidence',
	challenge: 'about challenges and offers of help',
	poll: 'about polls'
};

const isSwitch = (reason: string): reason is MailSwitch =>
	(mailSwitches as readonly string[]).includes(reason);

/** What turns such mails off; null for those that cannot be. */
export const turnedOffBy = (reason: MailReason): TurnedOff | null =>
	reason === 'digest' || isSwitch(reason) ? reason : null;

/** Whatever breaks a line would begin a header of its own. */
// eslint-disable-next-line no-control-regex
const oneLine = (text: string): string => text.replace(/[\s\u0000-\u001f\u007f]+/gu, ' ').trim();

/** What one mail says, before it is addressed. */
export type MailWords = {
	subject: string;
	/** Plain text, without the link and without the closing words. */
	text: string;
	/** Of the page it leads to, within the workspace; '' when there is none for its reader. */
	path: string;
	reason: MailReason;
	calendar?: MailCalendar | null;
};

/** @param unsubscribe where its reader turns such mails off; null where they cannot be */
export function letterOf(
	mail: { id: string; to_name: string; to_address: string; is_unsettled: 0 | 1 },
	words: MailWords,
	origin: string,
	unsubscribe: string | null
): Letter {
	const off = turnedOffBy(words.reason);
	const parts = [
		mail.is_unsettled === 1
			? 'You may have this mail already: while it was being sent the connection broke, and nobody can tell whether it arrived.'
			: '',
		words.text.trim(),
		words.path === '' ? '' : `${origin}${words.path}`,
		'-- ',
		`You get this because ${reasons[words.reason]}. Replies are not read.`
	].filter((part) => part !== '');
	if (off !== null && unsubscribe !== null) {
		parts.push(`To have no more mails ${turnedOffWords[off]}: ${unsubscribe}`);
	}
	return {
		id: mail.id,
		to: { name: oneLine(mail.to_name), address: mail.to_address },
		subject: oneLine(words.subject),
		text: `${parts.join('\n\n').replace('-- \n\n', '-- \n')}\n`,
		unsubscribe,
		calendar: words.calendar ?? null
	};
}
