// npm test: every check and test there is. Ends with a count; non-zero on any failure.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { run, tool } from './run-steps.mjs';
import { format, lint, svelteKitTypes, types } from './static-checks.mjs';

const unitReport = 'tests/.output/vitest.json';
const browserReport = 'tests/.output/e2e.json';
mkdirSync('tests/.output', { recursive: true });
for (const file of [unitReport, browserReport]) rmSync(file, { force: true });

const ok = await run([
	[svelteKitTypes],
	[format, types],
	[lint],
	[
		[
			'tests without a browser',
			tool(
				'vitest/vitest.mjs',
				'run',
				'--reporter',
				'dot',
				'--reporter',
				'json',
				'--outputFile.json',
				unitReport
			),
			{ show: true }
		]
	],
	[['tests in a browser', tool('@playwright/test/cli.js', 'test'), { show: true }]]
]);

/** @returns {[passed: number, failed: number, skipped: number]} */
function countUnit() {
	const report = JSON.parse(readFileSync(unitReport, 'utf8'));
	return [
		report.numPassedTests,
		report.numFailedTests,
		report.numPendingTests + report.numTodoTests
	];
}

/** @returns {[passed: number, failed: number, skipped: number]} */
function countBrowser() {
	const { stats } = JSON.parse(readFileSync(browserReport, 'utf8'));
	return [stats.expected + stats.flaky, stats.unexpected, stats.skipped];
}

let [passed, failed, skipped] = [0, 0, 0];
for (const count of [countUnit, countBrowser]) {
	try {
		const counted = count();
		passed += counted[0];
		failed += counted[1];
		skipped += counted[2];
	} catch {
		// A runner that left no report has failed as a whole, and `ok` says so already.
		failed += 1;
	}
}
// A check that is not a test (format, types, lint) counts as one when it fails.
if (!ok && failed === 0) failed = 1;
process.stdout.write(`\n${passed} passed, ${failed} failed, ${skipped} skipped\n`);
process.exit(ok && failed === 0 ? 0 : 1);
