// Makes a coordinator: the first one of an empty workspace, or one more when nobody can sign in any longer.
import { system } from '#server/kernel/actor.ts';
import { createCoordinatorSchema } from '#shared/account-input.ts';
import type { Command } from './command.ts';
import { readOptions } from './read-options.ts';

export const createCoordinator: Command = {
	options: ['organisation', 'name', 'email'],
	usage: '--organisation "…" --name "…" --email name@organisation.org.uk',
	summary: 'makes a coordinator at the convening organisation; asks for the password',
	async run({ options, askSecret, say, withApp }) {
		const password = await askSecret('Password for the coordinator, at least 12 characters: ');
		const input = readOptions(
			createCoordinatorSchema,
			{ ...options, organisationName: options['organisation'], password },
			{ organisationName: 'organisation' }
		);
		await withApp((app) => app.accounts.createCoordinator(system, input));
		say(`${input.name} is coordinator and signs in as ${input.email}.`);
	}
};
