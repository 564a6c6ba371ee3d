// Mail through a mail server. What matters is to know what became of a mail: refused, not sent, or handed over without
// an answer.
import { Readable } from 'node:stream';
import { createTransport } from 'nodemailer';
import type { Outcome, Post } from '#server/domain/mail/mail.ts';
import { messageOf, type Sender } from './message.ts';

/** Times (ms); together less than the queue waits before it takes an attempt for lost. */
const connectionTimeout = 20_000;
const greetingTimeout = 20_000;
/** Without a byte from the server. */
const socketTimeout = 30_000;

const loopback = ['127.0.0.1', '[::1]', 'localhost'];

type SmtpError = Error & { command?: string; responseCode?: number };

export function createSmtp(smtpUrl: string, from: Sender): Post {
	const { username, hostname } = new URL(smtpUrl);
	const server = createTransport({
		url: smtpUrl,
		connectionTimeout,
		greetingTimeout,
		socketTimeout,
		// A password goes over no line that somebody on the way could have kept open.
		requireTLS: username !== '' && !loopback.includes(hostname),
		disableFileAccess: true,
		disableUrlAccess: true
	});
	return async (letter) => {
		const raw = Readable.from([await messageOf(letter, from)]);
		const envelope = { from: from.address, to: letter.to.address };
		try {
			await server.sendMail({ envelope, raw });
			return { kind: 'sent' };
		} catch (thrown) {
			const error: SmtpError = thrown instanceof Error ? thrown : new Error(String(thrown));
			return { kind: whatBecame(error, raw.readableEnded), reason: error.message };
		} finally {
			raw.destroy();
		}
	};
}

function whatBecame(
	{ command, responseCode }: SmtpError,
	isHandedOver: boolean
): Exclude<Outcome['kind'], 'sent'> {
	if (command === 'RCPT TO' && responseCode !== undefined && responseCode >= 500) return 'refused';
	return isHandedOver && responseCode === undefined ? 'unknown' : 'not-sent';
}
