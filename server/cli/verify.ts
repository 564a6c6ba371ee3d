// Looks at every stored text without changing anything: for whoever has had trouble with a disk, or restored a backup.
import { CommandMistake, type Command } from './command.ts';

export const verify: Command = {
	options: [],
	usage: '',
	summary: 'reads every stored text from its first letter and reports damage; changes nothing',
	async run({ say, withApp }) {
		const { documents, damaged, setAside, file } = await withApp((app) =>
			app.collaboration.integrity.verify()
		);
		for (const { documentName, part, seq, reason, at } of setAside) {
			say(`Set aside earlier, on ${at}: ${part} ${seq} of ${documentName}: ${reason}.`);
		}
		for (const { documentName, snapshot, updates, missing } of damaged) {
			say(`${documentName} is damaged:`);
			if (snapshot !== null) say(`  its snapshot: ${snapshot}`);
			for (const { seq, reason } of updates) say(`  update ${seq}: ${reason}`);
			if (missing.length > 0) say(`  not there: update ${missing.join(', ')}`);
		}
		if (file !== null) say(`The database file is damaged: ${file}`);
		if (damaged.length > 0 || file !== null) {
			throw new CommandMistake(
				'Nothing was changed. When the server opens a damaged text it sets aside what cannot be read\n' +
					'and keeps it in the table document_updates_set_aside. A backup from before may have it whole.'
			);
		}
		say(
			`${documents === 1 ? 'The one stored text is' : `All ${documents} stored texts are`} whole.`
		);
	}
};
