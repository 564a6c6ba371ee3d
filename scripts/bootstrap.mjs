// Makes a fresh clone ready: installs what the lockfile names, builds when sources are newer, finds a browser.
// Plain JavaScript without dependencies: it runs on the host's Node (20 or newer) before anything is installed.
import { execFileSync, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const wants = new Set(process.argv.slice(2));
const mark = path.join(root, 'node_modules', '.installed-lockfile');

/** PATH without any node_modules/.bin: npm must not find the node that it is about to replace. */
const hostPath = (process.env.PATH ?? '')
	.split(path.delimiter)
	.filter((folder) => !folder.endsWith(path.join('node_modules', '.bin')))
	.join(path.delimiter);
const isWindows = process.platform === 'win32';

function say(text) {
	process.stdout.write(`${text}\n`);
}

function fail(text) {
	process.stderr.write(`\n${text}\n`);
	process.exit(1);
}

function install() {
	const wanted = createHash('sha256')
		.update(readFileSync(path.join(root, 'package-lock.json')))
		.digest('hex');
	if (existsSync(mark) && readFileSync(mark, 'utf8') === wanted) return;
	say('Installing what package-lock.json names (once; about a minute) …');
	const result = spawnSync('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
		cwd: root,
		stdio: 'inherit',
		shell: isWindows,
		env: { ...process.env, PATH: hostPath }
	});
	if (result.status !== 0) fail('npm ci did not succeed; the lines above say why.');
	writeFileSync(mark, wanted);
}

function newestIn(folder) {
	let newest = 0;
	for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
		if (entry.isFile())
			newest = Math.max(
				newest,
				statSync(path.join(entry.parentPath ?? entry.path, entry.name)).mtimeMs
			);
	}
	return newest;
}

function build() {
	const built = path.join(root, 'build', 'handler.js');
	const sources = Math.max(
		newestIn(path.join(root, 'src')),
		newestIn(path.join(root, 'static')),
		...['package-lock.json', 'svelte.config.js', 'vite.config.ts'].map(
			(name) => statSync(path.join(root, name)).mtimeMs
		)
	);
	if (existsSync(built) && statSync(built).mtimeMs > sources) return;
	say('Building the pages …');
	const result = spawnSync(
		pinnedNode(),
		[
			path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'),
			'build',
			'--configLoader',
			'native',
			'--logLevel',
			'warn'
		],
		{
			cwd: root,
			stdio: 'inherit'
		}
	);
	if (result.status !== 0) fail('The build did not succeed; the lines above say why.');
}

/** The Node that node_modules brought, or the host's own where there is none for this platform. */
function pinnedNode() {
	const pinned = path.join(root, 'node_modules', '.bin', isWindows ? 'node.cmd' : 'node');
	return existsSync(pinned) ? pinned : process.execPath;
}

function checkNode() {
	const version = execFileSync(pinnedNode(), ['--version'], {
		encoding: 'utf8',
		shell: isWindows
	}).trim();
	const [major, minor] = version.slice(1).split('.').map(Number);
	if (major < 22 || (major === 22 && minor < 18)) {
		fail(
			`This platform has no pinned Node in the lockfile and the host's is ${version}. Node 22.18 or newer is needed.`
		);
	}
}

function browser() {
	const known = [process.env.CHROMIUM, '/usr/bin/chromium'].filter(Boolean);
	if (known.some((file) => existsSync(file))) return;
	const cli = path.join(root, 'node_modules', '@playwright', 'test', 'cli.js');
	const own = spawnSync(
		pinnedNode(),
		[
			'-e',
			"import('@playwright/test').then(({ chromium }) => process.exit(require('node:fs').existsSync(chromium.executablePath()) ? 0 : 1))"
		],
		{ cwd: root }
	);
	if (own.status === 0) return;
	say('Fetching a browser for the tests …');
	const attempts = [
		() =>
			spawnSync(pinnedNode(), [cli, 'install', 'chromium'], {
				cwd: root,
				stdio: 'inherit',
				timeout: 300_000
			})
	];
	if (process.platform === 'linux' && process.getuid?.() === 0 && existsSync('/usr/bin/apt-get')) {
		// On Debian as root the distribution's own is quicker and works on closed networks: first choice.
		attempts.unshift(() => {
			spawnSync('apt-get', ['update', '-qq'], { stdio: 'inherit' });
			return spawnSync('apt-get', ['install', '-y', '-qq', 'chromium'], {
				stdio: ['ignore', 'ignore', 'inherit'],
				env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
			});
		});
	}
	if (!attempts.some((attempt) => attempt().status === 0)) {
		fail(
			'No browser could be had for the browser tests. Install Chromium and set CHROMIUM to its path.'
		);
	}
}

install();
checkNode();
if (wants.has('--build')) build();
if (wants.has('--browser')) browser();
