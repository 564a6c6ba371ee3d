import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import svelteConfig from './svelte.config.js';

export default ts.config(
	{
		ignores: ['build/', '.svelte-kit/', 'node_modules/', 'data/', 'tests/.output/', 'tests/data/']
	},
	js.configs.recommended,
	...ts.configs.recommendedTypeChecked,
	...svelte.configs.recommended,
	{
		languageOptions: {
			globals: { ...globals.node, ...globals.browser },
			parserOptions: {
				projectService: { allowDefaultProject: ['*.js', 'scripts/*.mjs'] },
				tsconfigRootDir: import.meta.dirname,
				extraFileExtensions: ['.svelte']
			}
		},
		rules: {
			// TypeScript itself reports these, better.
			'no-undef': 'off',
			'no-empty-pattern': ['error', { allowObjectPatternsAsParameters: true }],
			'@typescript-eslint/no-unused-vars': [
				'error',
				{ argsIgnorePattern: '^_', varsIgnorePattern: '^_' }
			],
			'@typescript-eslint/consistent-type-imports': 'error',
			'@typescript-eslint/no-explicit-any': 'error',
			// A template literal may hold a number.
			'@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
			'@typescript-eslint/require-await': 'off',
			// Our factories close over what they need; nothing here uses `this` but a few classes.
			'@typescript-eslint/unbound-method': 'off',
			'@typescript-eslint/only-throw-error': 'off',
			'svelte/no-navigation-without-resolve': 'off'
		}
	},
	{
		// Past this, ask which second thing has moved in.
		files: ['server/**', 'src/**'],
		// Lists of one kind of thing, read from top to bottom: what is wired, who may what.
		ignores: ['**/*.test.ts', 'server/app.ts', 'server/domain/access/policy.ts'],
		rules: { 'max-lines': ['warn', { max: 450, skipBlankLines: true, skipComments: true }] }
	},
	{
		files: ['**/*.svelte', '**/*.svelte.ts'],
		languageOptions: { parserOptions: { parser: ts.parser, svelteConfig } }
	},
	{
		// Plain JavaScript has no types to check with.
		files: ['**/*.js', '**/*.mjs'],
		...ts.configs.disableTypeChecked
	}
);
