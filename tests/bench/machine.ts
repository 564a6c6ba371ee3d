// Where it was measured, and which core does what.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import os from 'node:os';

export type Machine = {
	cpu: string;
	cores: number;
	memoryGB: number;
	kernel: string;
	node: string;
	/** The server and the load have a core each. */
	isPinned: boolean;
};

export function thisMachine(): Machine {
	const cpus = os.cpus();
	return {
		cpu: cpus[0]?.model ?? 'unknown',
		cores: cpus.length,
		memoryGB: Math.round(os.totalmem() / 2 ** 30),
		kernel: `${os.type()} ${os.release()}`,
		node: process.version,
		isPinned: cores !== null
	};
}

const cores = ownCores();

/** Two cores this process may use, where `taskset` can keep others to them; null elsewhere. */
function ownCores(): { server: number; load: number } | null {
	if (process.platform !== 'linux') return null;
	try {
		execFileSync('taskset', ['--version'], { stdio: 'ignore' });
	} catch {
		return null;
	}
	const allowed = /^Cpus_allowed_list:\s*(.+)$/m.exec(readFileSync('/proc/self/status', 'utf8'));
	const [server, load] = (allowed?.[1] ?? '').split(',').flatMap((range) => {
		const [first = 0, last = first] = range.split('-').map(Number);
		return Array.from({ length: last - first + 1 }, (_, index) => first + index);
	});
	return server === undefined || load === undefined ? null : { server, load };
}

/** The command, kept to the core of its part. */
export function onCore(part: 'server' | 'load', command: readonly string[]): readonly string[] {
	return cores === null ? command : ['taskset', '-c', String(cores[part]), ...command];
}
