// The checks that run nothing of ours, as steps for run-steps.mjs: `npm run check` and `npm test` share them.
import { tool } from './run-steps.mjs';

/** Writes the types that pages take from SvelteKit; the others need them. */
export const svelteKitTypes = ['SvelteKit’s types', tool('@sveltejs/kit/svelte-kit.js', 'sync')];

export const format = [
	'format',
	tool('prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.')
];

export const types = [
	'types',
	tool(
		'svelte-check/bin/svelte-check',
		'--tsconfig',
		'./tsconfig.json',
		'--fail-on-warnings',
		'--output',
		'human'
	)
];

export const lint = [
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
];
