// Runs commands one after the other or side by side, shows the output of those that fail, and how long each took.
import { spawn } from 'node:child_process';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');

/** A tool from node_modules, run by the Node that runs this. */
export const tool = (file, ...args) => [path.join('node_modules', file), ...args];

function runOne([name, args, { show = false } = {}]) {
	const started = Date.now();
	return new Promise((resolve) => {
		const child = spawn(process.execPath, args, {
			cwd: root,
			stdio: show ? 'inherit' : ['ignore', 'pipe', 'pipe']
		});
		let output = '';
		child.stdout?.on('data', (chunk) => (output += chunk));
		child.stderr?.on('data', (chunk) => (output += chunk));
		child.on('exit', (code) => {
			const seconds = ((Date.now() - started) / 1000).toFixed(1);
			const ok = code === 0;
			process.stdout.write(`${ok ? 'ok    ' : 'FAILED'} ${name} (${seconds} s)\n`);
			if (!ok && !show) process.stdout.write(`${output}\n`);
			resolve(ok);
		});
	});
}

/** @param {Array<Array<[string, string[], { show?: boolean }?]>>} stages each stage's steps run side by side
 *  @returns {Promise<boolean>} whether all succeeded; later stages run all the same, so that one run tells everything */
export async function run(stages) {
	let allOk = true;
	for (const steps of stages) {
		const results = await Promise.all(steps.map(runOne));
		allOk &&= results.every(Boolean);
	}
	return allOk;
}
