// Thins old history now instead of tonight.
import type { Command } from './command.ts';

export const thin: Command = {
	options: [],
	usage: '',
	summary:
		'thins history older than 30 days (hourly, after half a year daily; named moments stay); the server does it every night',
	async run({ say, withApp }) {
		const { documents, rowsBefore, rowsAfter } = await withApp((app) => app.versions.thin());
		say(
			documents === 0
				? 'Nothing to do.'
				: `Thinned ${documents} ${documents === 1 ? 'text' : 'texts'}: ${rowsBefore} old rows have become ${rowsAfter}.`
		);
	}
};
