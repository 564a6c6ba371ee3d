// Reads every import of our own sources: who, whom, and whether only its types.
import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

export const root = path.resolve(import.meta.dirname, '../..');

export type Import = {
	/** Importing file, relative to the root, with forward slashes. */
	from: string;
	/** Imported file relative to the root, or the package's specifier. */
	to: string;
	typeOnly: boolean;
};

const isSource = (name: string): boolean => /\.(ts|svelte)$/.test(name) && !name.endsWith('.d.ts');

/** Files below a folder, relative to the root. */
export function filesIn(folder: string): string[] {
	return readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile() && isSource(entry.name))
		.map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
		.map((file) => file.split(path.sep).join('/'));
}

/** The script of a file: a Svelte component's script blocks, or all of it. */
export function scriptOf(file: string): string {
	const text = readFileSync(path.join(root, file), 'utf8');
	if (!file.endsWith('.svelte')) return text;
	return [...text.matchAll(/<script[^>]*>([\s\S]*?)<\/script>/g)]
		.map((match) => match[1])
		.join('\n');
}

const aliases: [prefix: string, folder: string][] = [
	['#shared/', 'src/lib/shared/'],
	['#server/', 'server/'],
	['$lib/', 'src/lib/']
];

function resolve(from: string, specifier: string): string {
	if (specifier.startsWith('.')) return path.posix.join(path.posix.dirname(from), specifier);
	const alias = aliases.find(([prefix]) => specifier.startsWith(prefix));
	return alias === undefined ? specifier : alias[1] + specifier.slice(alias[0].length);
}

function isTypeOnly(node: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
	if (ts.isExportDeclaration(node)) return node.isTypeOnly;
	const clause = node.importClause;
	if (clause === undefined) return false;
	if (clause.isTypeOnly) return true;
	const named = clause.namedBindings;
	return (
		clause.name === undefined &&
		named !== undefined &&
		ts.isNamedImports(named) &&
		named.elements.length > 0 &&
		named.elements.every((element) => element.isTypeOnly)
	);
}

/** Every static and dynamic import and re-export of a file. */
export function importsOf(file: string): Import[] {
	const source = ts.createSourceFile(file, scriptOf(file), ts.ScriptTarget.Latest, false);
	const found: Import[] = [];
	function visit(node: ts.Node): void {
		if (
			(ts.isImportDeclaration(node) || ts.isExportDeclaration(node)) &&
			node.moduleSpecifier !== undefined &&
			ts.isStringLiteral(node.moduleSpecifier)
		) {
			found.push({
				from: file,
				to: resolve(file, node.moduleSpecifier.text),
				typeOnly: isTypeOnly(node)
			});
		}
		if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
			const [argument] = node.arguments;
			if (argument !== undefined && ts.isStringLiteral(argument)) {
				found.push({ from: file, to: resolve(file, argument.text), typeOnly: false });
			}
		}
		ts.forEachChild(node, visit);
	}
	visit(source);
	return found;
}
