// A letter in the form in which mail travels. Every line is encoded by the library: what members typed never becomes
// a header of its own.
import { createTransport } from 'nodemailer';
import type { Letter } from '#server/domain/mail/letter.ts';

export type Sender = { name: string; address: string };

/** @param from whose name the mail carries */
export async function messageOf(letter: Letter, from: Sender): Promise<Buffer> {
	const composer = createTransport({ streamTransport: true, buffer: true, newline: 'windows' });
	const { message } = await composer.sendMail({
		from,
		to: letter.to,
		subject: letter.subject,
		text: letter.text,
		messageId: `<${letter.id}@${from.address.slice(from.address.lastIndexOf('@') + 1)}>`,
		headers: {
			'Auto-Submitted': 'auto-generated',
			// One click in the mail program, without a page in between (RFC 8058).
			...(letter.unsubscribe === null
				? {}
				: { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' })
		},
		...(letter.unsubscribe === null ? {} : { list: { unsubscribe: letter.unsubscribe } }),
		...(letter.calendar === null
			? {}
			: {
					icalEvent: {
						method: letter.calendar.method,
						filename: 'invitation.ics',
						content: letter.calendar.text
					}
				}),
		disableFileAccess: true,
		disableUrlAccess: true
	});
	if (!Buffer.isBuffer(message)) throw new Error('the composer was to give the whole message');
	return message;
}
