// Makes an API token for a member, for scripts that run beside the server.
import { system } from '#server/kernel/actor.ts';
import { createTokenForSchema } from '#shared/account-input.ts';
import type { Command } from './command.ts';
import { readOptions } from './read-options.ts';

export const token: Command = {
	options: ['email', 'name'],
	usage: '--email name@organisation.org.uk --name "what it is for"',
	summary: 'makes an API token for a member and prints it, this once',
	async run({ options, say, withApp }) {
		const input = readOptions(createTokenForSchema, options);
		const made = await withApp((app) => app.accounts.createTokenFor(system, input));
		say(made.token);
	}
};
