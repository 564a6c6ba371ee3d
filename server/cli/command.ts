// What a command of `npm run admin` is, and what it is given.
import type { App } from '#server/app.ts';
import type { Config } from '#server/config.ts';

export type Context = {
	config: Config;
	/** Options as given, without their dashes. */
	options: Readonly<Record<string, string | undefined>>;
	/** Prints a line for the person. */
	say(line: string): void;
	/** Asks for a line that is not shown while it is typed; from a pipe, reads the next line. */
	askSecret(question: string): Promise<string>;
	/** Opens the workspace for this work alone, and closes it. */
	withApp<T>(work: (app: App) => Promise<T>): Promise<T>;
};

export type Command = {
	/** Names of its options; each takes a value. */
	options: readonly string[];
	/** How it is called, after its name. */
	usage: string;
	/** One line for the list. */
	summary: string;
	run(context: Context): Promise<void>;
};

/** Told to the person as it is, without a stack. */
export class CommandMistake extends Error {
	constructor(message: string) {
		super(message);
		this.name = 'CommandMistake';
	}
}
