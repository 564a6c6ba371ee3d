// Without a mail server, mails are files that any mail program opens.
import { mkdir, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Post } from '#server/domain/mail/mail.ts';
import { messageOf, type Sender } from './message.ts';

/** @param folder made when the first mail comes */
export const createOutbox =
	(folder: string, from: Sender): Post =>
	async (letter) => {
		try {
			await mkdir(folder, { recursive: true });
			const file = path.join(folder, `${letter.id}.eml`);
			// Under its name it is whole.
			await writeFile(`${file}.part`, await messageOf(letter, from));
			await rename(`${file}.part`, file);
			return { kind: 'sent' };
		} catch (error) {
			return { kind: 'not-sent', reason: error instanceof Error ? error.message : String(error) };
		}
	};
