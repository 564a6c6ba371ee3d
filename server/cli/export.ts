// Writes everything the workspace holds into one file, for whoever moves it elsewhere or keeps it safe.
import { existsSync } from 'node:fs';
import path from 'node:path';
import * as v from 'valibot';
import { CommandMistake, type Command } from './command.ts';
import { readOptions } from './read-options.ts';

const optionsSchema = v.object({
	to: v.pipe(v.string('Say where to: --to workspace.zip'), v.nonEmpty('Say where to'))
});

export const exportEverything: Command = {
	options: ['to'],
	usage: '--to workspace.zip',
	summary:
		'writes everything, drafts included, as a ZIP of HTML and JSON that can be read without this software',
	async run({ options, say, withApp }) {
		const file = path.resolve(readOptions(optionsSchema, options).to);
		if (existsSync(file))
			throw new CommandMistake(`${file} is there already; nothing was written.`);
		await withApp((app) => app.exports.everything(file));
		say(`Written to ${file}. It holds the words of all drafts and discussions: keep it safe.`);
	}
};
