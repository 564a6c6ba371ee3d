// Options against a schema: every mistake at once, in words, named as on the command line.
import * as v from 'valibot';
import { CommandMistake } from './command.ts';

/** @param names what an entry of the schema is called on the command line, where that differs. */
export function readOptions<const S extends v.GenericSchema>(
	schema: S,
	given: Readonly<Record<string, string | undefined>>,
	names: Readonly<Record<string, string>> = {}
): v.InferOutput<S> {
	const result = v.safeParse(schema, given);
	if (result.success) return result.output;
	const lines = result.issues.map((issue) => {
		const entry = v.getDotPath(issue) ?? '';
		return `  --${names[entry] ?? entry}: ${issue.message}`;
	});
	throw new CommandMistake([...new Set(lines)].join('\n'));
}
