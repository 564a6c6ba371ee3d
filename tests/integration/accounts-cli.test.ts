// The command line as whoever runs the server uses it: a process of its own, on a workspace of its own.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root, startApp } from '../support/app.ts';

let dataDir: string;

beforeAll(async () => {
	dataDir = await mkdtemp(path.join(os.tmpdir(), 'workspace-cli-'));
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

async function admin(args: string[], { input = '', env = {} } = {}) {
	const child = spawn(process.execPath, ['server/cli/main.ts', ...args], {
		cwd: root,
		env: { PATH: process.env['PATH'], DATA_DIR: dataDir, ...env }
	});
	let out = '';
	let problems = '';
	child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
	child.stderr.on('data', (chunk: Buffer) => (problems += chunk.toString()));
	child.stdin.end(input);
	const [code] = (await once(child, 'close')) as [number];
	return { code, out, problems };
}

const coordinator = [
	...['create-coordinator', '--organisation', 'Synergi', '--name', 'Joy'],
	...['--email', 'Joy@Example.org']
];

describe('npm run admin', () => {
	test('help names every command there is', async () => {
		const { code, out } = await admin(['help']);
		expect(code).toBe(0);
		const files = await readdir(path.join(root, 'server/cli'));
		for (const name of ['create-coordinator', 'token', 'migrate', 'verify', 'thin']) {
			expect(files).toContain(`${name}.ts`);
			expect(out).toContain(`\n  ${name}`);
		}
	});

	test('an unknown command or option is said in words, without a stack', async () => {
		const unknown = await admin(['make-coffee']);
		expect(unknown.code).toBe(1);
		expect(unknown.problems).toContain('There is no command "make-coffee"');
		const option = await admin(['token', '--colour', 'red']);
		expect(option.code).toBe(1);
		expect(option.problems).toContain('Usage: token --email');
		expect(option.problems).not.toContain('    at ');
	});

	test('a configuration mistake is said before anything is touched', async () => {
		const { code, problems } = await admin(['migrate'], { env: { PORT: 'many' } });
		expect(code).toBe(1);
		expect(problems).toContain('PORT: must be a whole number');
		expect(await readdir(dataDir)).toEqual([]);
	});

	test('migrate brings an empty folder to the schema, and then has nothing to do', async () => {
		expect((await admin(['migrate'])).out).toMatch(/^Applied: .*people/);
		expect((await admin(['migrate'])).out).toBe('Nothing to do.\n');
	});

	test('create-coordinator says what is wrong, all at once', async () => {
		const { code, problems } = await admin(['create-coordinator', '--email', 'joy'], {
			input: 'short\n'
		});
		expect(code).toBe(1);
		expect(problems).toContain('--organisation: Type the name');
		expect(problems).toContain('--email: Write it with an @');
		expect(problems).toContain('--password: Use at least 12 characters');
		expect(problems).not.toContain('short');
	});

	test('create-coordinator takes the password from a pipe and makes no demonstration', async () => {
		const made = await admin(coordinator, { input: 'four words that differ\n' });
		expect(made).toMatchObject({ code: 0, problems: '' });
		expect(made.out).toBe('Joy is coordinator and signs in as joy@example.org.\n');
		const again = await admin(coordinator, { input: 'four words that differ\n' });
		expect(again.code).toBe(1);
		expect(again.problems).toBe('There is an account with this email address already.\n');
	});

	test('token prints a token that works, beside a server that runs', async () => {
		const app = await startApp({ dataDir });
		try {
			const unknown = await admin(['token', '--email', 'nobody@example.org', '--name', 'x']);
			expect(unknown).toMatchObject({ code: 1, out: '' });
			const { out } = await admin(['token', '--email', 'joy@example.org', '--name', 'Backup']);
			const me = await fetch(`${app.origin}/api/v1/me`, {
				headers: { authorization: `Bearer ${out.trim()}` }
			});
			expect(await me.json()).toMatchObject({
				member: { name: 'Joy' },
				roles: { alliance: ['coordinator'] }
			});
			await app.signIn('joy@example.org', 'four words that differ');
		} finally {
			await app.stop();
		}
	});
});
