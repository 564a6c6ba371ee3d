// npm run check: format, lint, types, import rules, unit and domain tests. No browser, under a minute.
import { run, tool } from './run-steps.mjs';
import { format, lint, svelteKitTypes, types } from './static-checks.mjs';

const ok = await run([
	[svelteKitTypes],
	[format, types],
	[
		lint,
		[
			'unit, domain and import rules',
			tool(
				'vitest/vitest.mjs',
				'run',
				'--reporter',
				'dot',
				'server',
				'src',
				'tests/domain',
				'tests/architecture'
			)
		]
	]
]);
process.exit(ok ? 0 : 1);
