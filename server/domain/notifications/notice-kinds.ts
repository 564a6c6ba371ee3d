// Which notices ask their reader to act, and which switch turns their mails off. Pure.
import type { MailSwitch } from '#shared/mail-choices.ts';
import type { NoticeKind } from './notify.ts';

/** Of a kind that is not named here nobody is sent a mail of its own; the digest tells of it. */
const switches: Partial<Record<NoticeKind, MailSwitch>> = {
	mention: 'mention',
	'group-invitation': 'group',
	'group-request': 'group',
	'group-review': 'group',
	action: 'action',
	widening: 'learning',
	evidence: 'learning',
	challenge: 'challenge',
	'help-offered': 'challenge',
	'help-accepted': 'challenge',
	poll: 'poll'
};

/** What turns off mails about such a notice; null when none are sent. */
export const mailSwitchOf = (kind: NoticeKind): MailSwitch | null => switches[kind] ?? null;

/** Whether it stands under "Needs you". A reply waits for whoever it was given to, but asks for no mail. */
export const asksToAct = (kind: NoticeKind): boolean =>
	kind === 'reply' || mailSwitchOf(kind) !== null;
