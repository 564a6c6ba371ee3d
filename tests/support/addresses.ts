// Every address that can be asked with GET, taken from the OpenAPI document and from the route files, so that a new one
// is asked too.
import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { root, type RunningApp } from './app.ts';

/** Addresses as patterns: what changes stands in square brackets, as in the names of the route files. */
export async function addressPatterns(app: RunningApp): Promise<string[]> {
	const document = (await (await fetch(`${app.origin}/api/v1/openapi.json`)).json()) as {
		paths: Record<string, Record<string, unknown>>;
	};
	const api = Object.entries(document.paths)
		.filter(([, operations]) => 'get' in operations)
		.map(([address]) => `/api/v1${address.replace(/\{(\w+)\}/g, '[$1]')}`);
	const files = await readdir(path.join(root, 'src/routes'), { recursive: true });
	const pages = files
		.filter((file) => /\+(page\.svelte|server\.ts)$/.test(file) && !file.startsWith('api/'))
		.map((file) => `/${path.dirname(file).replace(/\([a-z]+\)\/?/g, '')}`);
	return [...api, ...pages];
}

/** What an address answers, without being sent elsewhere. */
export async function ask(
	app: RunningApp,
	address: string,
	headers: Record<string, string>
): Promise<{ status: number; text: string }> {
	const response = await fetch(`${app.origin}${address}`, { headers, redirect: 'manual' });
	return { status: response.status, text: await response.text() };
}
