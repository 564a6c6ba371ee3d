// [F26] A test file that no runner finds is a test that never fails.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { root } from './imports.ts';

const skipped = ['node_modules', 'build', '.svelte-kit', 'data', '.git', '.output'];

function allTestFiles(folder = ''): string[] {
	return readdirSync(path.join(root, folder), { withFileTypes: true }).flatMap((entry) => {
		const file = path.posix.join(folder, entry.name);
		if (entry.isDirectory()) return skipped.includes(entry.name) ? [] : allTestFiles(file);
		return /\.(test|spec)\.[cm]?[jt]sx?$/.test(entry.name) ? [file] : [];
	});
}

/** What vitest.config.ts and playwright.config.ts take. */
const runners: [runner: string, takes: RegExp][] = [
	[
		'vitest',
		/^((server|src)\/|tests\/(contract|fuzz|domain|integration|architecture|bench)\/).*\.test\.ts$/
	],
	['playwright', /^tests\/e2e\/.*\.spec\.ts$/]
];

const files = allTestFiles();

test('[F26] every test file in the tree is taken by exactly one runner', () => {
	const orphans = files.filter(
		(file) => runners.filter(([, takes]) => takes.test(file)).length !== 1
	);
	expect(orphans).toEqual([]);
});

test('[F26] there are at least as many test files as when this was last counted', () => {
	// Raise these when files are added; lower them only together with the reason.
	const least = { vitest: 142, playwright: 24 };
	for (const [runner, takes] of runners) {
		const count = files.filter((file) => takes.test(file)).length;
		expect(count, runner).toBeGreaterThanOrEqual(least[runner as keyof typeof least]);
	}
});

/** Test files in which a pattern occurs; this file names the patterns and is left out. */
const filesWith = (pattern: RegExp): string[] =>
	files
		.filter((file) => file !== 'tests/architecture/test-files.test.ts')
		.filter((file) => pattern.test(readFileSync(path.join(root, file), 'utf8')));

test('[F26] no test is skipped, focused or left to be done', () => {
	expect(filesWith(/\b(test|it|describe)\.(only|skip|todo|fixme|skipIf|runIf)\b/)).toEqual([]);
});

test('[F26] no test waits a fixed time to be safe', () => {
	expect(filesWith(/waitForTimeout\(|await (sleep|delay)\(/)).toEqual([]);
});
