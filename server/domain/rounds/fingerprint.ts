// What exactly is signed and published: each section in a canonical form, and a SHA-256 over it. The report's own
// fingerprint is that of the list of its sections, written as `sha256sum` writes it, so that anybody can check a
// published report with the tools every computer has. Pure.
import { createHash } from 'node:crypto';
import type { PromiseOutcome } from '#shared/states.ts';

/** An answer to a promise of the last round; it is part of the section in which it stands. */
export type Answer = {
	promise: string;
	outcome: PromiseOutcome | null;
	explanation: string;
};

export type Fingerprinted = { key: string; canonical: string; sha256: string };

type Json = { [name: string]: unknown };

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

/**
 * A section's canonical form: JSON with sorted names. What no reader sees does not count: blank paragraphs, attributes
 * at their usual values, where one run of equally marked letters ends and the next begins.
 * @param json the section as a ProseMirror document of #shared/editor-schema.ts; null when nothing is written.
 */
export function fingerprint(
	key: string,
	json: object | null,
	answers: readonly Answer[]
): Fingerprinted {
	const content = blocks(((json ?? {}) as Json)['content']).filter((block) => !isBlank(block));
	const canonical = JSON.stringify({
		...(answers.length === 0 ? {} : { answers: answers.map(sorted) }),
		content,
		key
	});
	return { key, canonical, sha256: sha256(canonical) };
}

/** The list whose SHA-256 is the report's: a line for each section, in page order. */
export const manifestOf = (sections: readonly Fingerprinted[]): string =>
	sections.map(({ key, sha256 }) => `${sha256}  ${key}.json\n`).join('');

/** Values that say what goes without saying. */
const usual: Readonly<Record<string, unknown>> = { colspan: 1, rowspan: 1, start: 1 };

const isObject = (value: unknown): value is Json =>
	typeof value === 'object' && value !== null && !Array.isArray(value);

function sorted(value: unknown): unknown {
	if (Array.isArray(value)) return value.map(sorted);
	if (!isObject(value)) return value;
	const names = Object.keys(value).sort();
	return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}

const isBlank = (block: Json): boolean =>
	block['type'] === 'paragraph' && block['content'] === undefined;

function blocks(content: unknown): Json[] {
	const done: Json[] = [];
	for (const node of Array.isArray(content) ? content : []) {
		if (!isObject(node)) continue;
		const next = canonicalNode(node);
		const last = done.at(-1);
		const joins =
			last?.['type'] === 'text' &&
			next['type'] === 'text' &&
			JSON.stringify(last['marks']) === JSON.stringify(next['marks']);
		if (joins) last['text'] = String(last['text']) + String(next['text']);
		else done.push(next);
	}
	return done;
}

/** Names in the order of the alphabet: attrs, content, marks, text, type. */
function canonicalNode(node: Json): Json {
	const attrs = attributes(node['attrs']);
	const content = blocks(node['content']);
	const marks = (Array.isArray(node['marks']) ? node['marks'] : [])
		.filter(isObject)
		.map(canonicalNode)
		.sort((a, b) => (String(a['type']) < String(b['type']) ? -1 : 1));
	return {
		...(attrs === null ? {} : { attrs }),
		...(content.length === 0 ? {} : { content }),
		...(marks.length === 0 ? {} : { marks }),
		...(node['text'] === undefined ? {} : { text: node['text'] }),
		type: node['type']
	};
}

function attributes(attrs: unknown): unknown {
	if (!isObject(attrs)) return null;
	const said = Object.entries(attrs).filter(
		([name, value]) => value !== null && value !== usual[name]
	);
	return said.length === 0 ? null : sorted(Object.fromEntries(said));
}
