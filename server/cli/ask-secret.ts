// Reads a line without showing it. From a pipe it reads the first line, so that a script can hand a password over
// without it standing among the process's arguments.
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

export async function askSecret(question: string): Promise<string> {
	const isTerminal = process.stdin.isTTY;
	if (isTerminal) process.stderr.write(question);
	const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
	const lines = createInterface({ input: process.stdin, output: nowhere, terminal: isTerminal });
	try {
		for await (const line of lines) return line;
		return '';
	} finally {
		lines.close();
		if (isTerminal) process.stderr.write('\n');
	}
}
