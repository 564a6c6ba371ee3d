// `npm run admin -- <command>`: the same domain functions as the pages, for whoever runs the server.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { createLog } from '#server/kernel/log.ts';
import { askSecret } from './ask-secret.ts';
import { CommandMistake, type Command, type Context } from './command.ts';
import { createCoordinator } from './create-coordinator.ts';
import { exportEverything } from './export.ts';
import { migrate } from './migrate.ts';
import { thin } from './thin.ts';
import { token } from './token.ts';
import { verify } from './verify.ts';

const root = path.resolve(import.meta.dirname, '../..');

const commands: Readonly<Record<string, Command>> = {
	'create-coordinator': createCoordinator,
	token,
	migrate,
	verify,
	export: exportEverything,
	thin
};

const help = (): string =>
	[
		'npm run admin -- <command>',
		'',
		'  help',
		'      this list',
		...Object.entries(commands).flatMap(([name, { usage, summary }]) => [
			`  ${name} ${usage}`.trimEnd(),
			`      ${summary}`
		]),
		'',
		'It reads the same environment as the server: DATA_DIR, DATABASE_URL and so on.'
	].join('\n');

function readArguments(name: string, command: Command, args: string[]): Context['options'] {
	const options = Object.fromEntries(
		command.options.map((option) => [option, { type: 'string' } as const])
	);
	try {
		return parseArgs({ args, options, strict: true }).values;
	} catch (error) {
		throw new CommandMistake(`${(error as Error).message}\nUsage: ${name} ${command.usage}`);
	}
}

async function main([name = 'help', ...args]: string[]): Promise<void> {
	const say = (line: string) => void process.stdout.write(`${line}\n`);
	if (name === 'help' || name === '--help') return say(help());
	const command = commands[name];
	if (command === undefined) {
		throw new CommandMistake(`There is no command "${name}".\n\n${help()}`);
	}
	const options = readArguments(name, command, args);
	if (existsSync(path.join(root, '.env'))) process.loadEnvFile(path.join(root, '.env'));
	const config = readConfig({ LOG_LEVEL: 'warn', ...process.env });
	await command.run({
		config,
		options,
		say,
		askSecret,
		async withApp(work) {
			// An empty workspace stays empty: only the server's first start makes the demonstration.
			const app = await createApp({ ...config, demo: false }, createLog(config.logLevel));
			try {
				return await work(app);
			} finally {
				await app.close();
			}
		}
	});
}

/** Said to the person as they are; anything else is a fault of ours and shows where. */
const expected = ['CommandMistake', 'ConfigurationMistakes', 'DatabaseTooNew', 'DomainError'];

try {
	await main(process.argv.slice(2));
} catch (error) {
	const { name, message, stack } = error as Error;
	process.stderr.write(`${expected.includes(name) ? message : stack}\n`);
	process.exitCode = 1;
}
