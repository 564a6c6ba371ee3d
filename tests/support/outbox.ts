// Mails that a running app without a mail server has written to its outbox folder.
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { RunningApp } from './app.ts';

/** What comes after this beginning in a link of a mail to that address. @throws Error while there is no such mail */
export async function linkInMail(
	app: Pick<RunningApp, 'dataDir'>,
	{ to, beginning }: { to: string; beginning: string }
): Promise<string> {
	const outbox = path.join(app.dataDir, 'outbox');
	for (const file of await readdir(outbox)) {
		if (!file.endsWith('.eml')) continue;
		// Long lines are broken in transfer (quoted-printable).
		const message = (await readFile(path.join(outbox, file), 'utf8')).replace(/=\r?\n/g, '');
		const [, end] = message.split(beginning, 2);
		if (message.includes(to) && end !== undefined) return /^[\w-]+/.exec(end)?.[0] ?? '';
	}
	throw new Error(`no mail to ${to} with ${beginning}`);
}
