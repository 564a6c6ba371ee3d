// The imports that never happen (docs/decisions/002): checked over every source file, values apart from types.
import { describe, expect, test } from 'vitest';
import { filesIn, importsOf, scriptOf, type Import } from './imports.ts';

const files = ['server', 'src', 'migrations'].flatMap(filesIn);
const imports = files.filter((file) => !file.endsWith('.test.ts')).flatMap(importsOf);

const within =
	(...folders: string[]) =>
	(file: string) =>
		folders.some((folder) => file === folder || file.startsWith(`${folder}/`));
const isPackage =
	(...names: string[]) =>
	(to: string) =>
		names.some((name) => to === name || to.startsWith(`${name}/`));

/** The domain a file belongs to: server/domain/<this>/… */
const domainOf = (file: string): string | undefined => /^server\/domain\/([^/]+)\//.exec(file)?.[1];

type Rule = { rule: string; broken(each: Import): boolean };

const rules: Rule[] = [
	{
		rule: 'pages and components take types only from the server',
		broken: ({ from, to, typeOnly }) => within('src')(from) && within('server')(to) && !typeOnly
	},
	{
		rule: 'what is shared imports nothing of ours but itself',
		broken: ({ from, to }) =>
			within('src/lib/shared')(from) &&
			(within('server', 'src', 'migrations')(to) || /^[$]/.test(to)) &&
			!within('src/lib/shared')(to)
	},
	{
		rule: 'the server imports nothing of the pages but what is shared',
		broken: ({ from, to }) =>
			within('server')(from) &&
			((within('src')(to) && !within('src/lib/shared')(to)) ||
				isPackage('@sveltejs/kit', 'svelte')(to) ||
				to.startsWith('$app'))
	},
	{
		rule: 'domains know no transport, job, command line, database or socket',
		broken: ({ from, to, typeOnly }) =>
			within('server/domain')(from) &&
			(within('server/transport', 'server/jobs', 'server/cli')(to) ||
				isPackage('kysely', 'better-sqlite3', 'pg', 'ws', 'node:http')(to) ||
				(within('server/storage')(to) && !typeOnly))
	},
	{
		rule: 'a domain takes no values from another domain: behaviour arrives through deps',
		broken: ({ from, to, typeOnly }) => {
			const own = domainOf(from);
			const other = domainOf(to);
			return own !== undefined && other !== undefined && own !== other && !typeOnly;
		}
	},
	{
		rule: 'storage knows no domain values and no transport',
		broken: ({ from, to, typeOnly }) =>
			within('server/storage')(from) &&
			((within('server/domain')(to) && !typeOnly) ||
				within('server/transport', 'server/jobs', 'server/cli')(to))
	},
	{
		rule: 'only storage imports Kysely and the database drivers',
		broken: ({ from, to }) =>
			within('server')(from) &&
			!within('server/storage')(from) &&
			isPackage('kysely', 'better-sqlite3', 'pg')(to)
	},
	{
		rule: 'transport, jobs and command line reach storage through the App only',
		broken: ({ from, to, typeOnly }) =>
			within('server/transport', 'server/jobs', 'server/cli')(from) &&
			// It runs before there can be an App.
			from !== 'server/cli/migrate.ts' &&
			within('server/storage')(to) &&
			!typeOnly
	},
	{
		rule: 'migrations stand alone: Kysely and their own helpers',
		broken: ({ from, to }) =>
			within('migrations')(from) && !isPackage('kysely')(to) && !within('migrations')(to)
	},
	{
		rule: 'nothing imports a barrel',
		broken: ({ to }) => /(^|\/)index\.(ts|js)$/.test(to) && !to.startsWith('@')
	}
];

describe('imports that never happen', () => {
	test('the reader of imports sees values, types and dynamic imports', () => {
		expect(imports).toContainEqual({
			from: 'server/handover.ts',
			to: 'server/app.ts',
			typeOnly: true
		});
		expect(imports).toContainEqual({
			from: 'server/main.ts',
			to: 'server/app.ts',
			typeOnly: false
		});
		expect(imports.length).toBeGreaterThan(200);
	});

	test.each(rules)('$rule', ({ broken }) => {
		const found = imports.filter(broken).map(({ from, to }) => `${from} → ${to}`);
		expect(found).toEqual([]);
	});

	test('no module of the server holds state of its own', () => {
		const stateful = /^(export )?(let |var |const \w+(: [^=]+)? = new (Map|WeakMap)\b)/m;
		const found = filesIn('server').filter((file) => stateful.test(scriptOf(file)));
		expect(found).toEqual([]);
	});

	test('no component or module in the browser holds state that all visitors would share', () => {
		const shared = /^export (const|let) \w+ = \$state/m;
		expect(filesIn('src').filter((file) => shared.test(scriptOf(file)))).toEqual([]);
	});
});
