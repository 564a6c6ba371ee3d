// Makes a workspace for our server to be measured on: the demonstration's people, and a learning note for each room.
import * as v from 'valibot';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { system } from '#server/kernel/actor.ts';
import { createLog } from '#server/kernel/log.ts';
import { startNoteSchema } from '#shared/note-input.ts';
import { writePrepared } from './prepared.ts';

const email = 'leeds.drafter@demo.test';

/** @param folder empty. */
export async function prepareWorkspace(folder: string, rooms: readonly string[]): Promise<void> {
	const app = await createApp(readConfig({ DATA_DIR: folder, DEMO: '1' }), createLog('warn'));
	const { token } = await app.accounts.createTokenFor(system, { email, name: 'bench' });
	const member = await app.accounts.authenticate({ bearer: token });
	if (member === null) throw new Error(`${email} is not let in`);
	const documents: Record<string, string> = {};
	for (const room of rooms) {
		const note = await app.notes.start(
			member,
			v.parse(startNoteSchema, {
				title: `Bench: ${room}`,
				visibility: 'pledge-makers',
				commitments: []
			})
		);
		documents[room] = note.documentName;
	}
	await app.close();
	writePrepared(folder, { token, documents });
}
