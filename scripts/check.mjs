// npm run check: format, lint, types, import rules, unit and domain tests. No browser, under a minute.
import { run, tool } from './run-steps.mjs';

const ok = await run([
	[['SvelteKit’s types', tool('@sveltejs/kit/svelte-kit.js', 'sync')]],
	[
		['format', tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')],
		[
			'types',
			tool(
				'svelte-check/bin/svelte-check',
				'--tsconfig',
				'./tsconfig.json',
				'--fail-on-warnings',
				'--output',
				'human'
			)
		]
	],
	[
		[
			'lint',
			tool(
				'eslint/bin/eslint.js',
				'--cache',
				'--cache-location',
				'node_modules/.cache/eslint/',
				'--max-warnings',
				'0',
				'.'
			)
		],
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
