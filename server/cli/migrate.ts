// Brings the database to this program's schema without starting the server, as a step of an upgrade.
import { migrate as migrateDatabase, openDatabase } from '#server/storage/database.ts';
import type { Command } from './command.ts';

export const migrate: Command = {
	options: [],
	usage: '',
	summary: 'brings the database to this program’s schema; starting the server does it too',
	async run({ config, say }) {
		const { db } = openDatabase(config.database);
		try {
			const applied = await migrateDatabase(db);
			say(applied.length === 0 ? 'Nothing to do.' : `Applied: ${applied.join(', ')}.`);
		} finally {
			await db.destroy();
		}
	}
};
