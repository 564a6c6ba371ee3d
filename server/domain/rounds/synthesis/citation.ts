// A citation is a link whose address names a section of one edition of a published report: it is bound to exact words,
// and the editor needs to know nothing of it. Pure.
import { sectionKeys } from '#shared/sections.ts';

export type CitedAddress = {
	roundNumber: number;
	slug: string;
	edition: number;
	/** Of the section. */
	key: string;
};

/** What a text cites, and the words that carry the link. */
export type CitationInText = CitedAddress & { words: string };

/** The address within the workspace; it never changes. */
export const pathOf = ({ roundNumber, slug, edition, key }: CitedAddress): string =>
	`/rounds/${roundNumber}/reports/${slug}/editions/${edition}#${key}`;

const shape = /^\/rounds\/([1-9]\d{0,3})\/reports\/([a-z0-9-]+)\/editions\/([1-9]\d{0,3})$/;

/** What a link cites; null when it is any other link. @param origin of this workspace */
export function citedAt(href: unknown, origin: string): CitedAddress | null {
	if (typeof href !== 'string' || !URL.canParse(href)) return null;
	const url = new URL(href);
	const parts = shape.exec(url.pathname);
	const key = sectionKeys.find((each) => `#${each}` === url.hash);
	if (url.origin !== origin || url.search !== '' || parts === null || key === undefined)
		return null;
	const [, roundNumber, slug = '', edition] = parts;
	return { roundNumber: Number(roundNumber), slug, edition: Number(edition), key };
}

type Json = {
	type?: unknown;
	text?: unknown;
	content?: unknown;
	attrs?: Record<string, unknown>;
	marks?: unknown;
};

/**
 * Everything a text cites, in the order of the text; what it cites in several places stands once, with the words of
 * the first.
 * @param json a ProseMirror document of #shared/editor-schema.ts
 */
export function citationsIn(json: object, origin: string): CitationInText[] {
	const found = new Map<string, CitationInText>();
	let last: CitationInText | null = null;
	for (const node of textsIn(json)) {
		const address = node === null ? null : citedAt(linkOf(node), origin);
		const words = wordsOf(node);
		const path = address === null ? '' : pathOf(address);
		if (address === null) last = null;
		// Partly bold, one link is several runs of letters.
		else if (last !== null && pathOf(last) === path) last.words += words;
		else {
			last = { ...address, words };
			if (!found.has(path)) found.set(path, last);
		}
	}
	return [...found.values()];
}

/** The themes that are drawn out: the text's headings of the first kind, wherever they stand. */
export function themesIn(node: Json): string[] {
	if (node.type !== 'heading') return contentOf(node).flatMap(themesIn);
	if (node.attrs?.['level'] !== 3) return [];
	const words = [...textsIn(node)]
		.map((each) => wordsOf(each))
		.join('')
		.trim();
	return words === '' ? [] : [words];
}

const contentOf = ({ content }: Json): Json[] =>
	Array.isArray(content) ? (content as Json[]) : [];

/** Runs of letters in the order of the text, and null where a block ends. */
function* textsIn(node: Json): Generator<Json | null> {
	if (node.type === 'text') yield node;
	else {
		for (const child of contentOf(node)) yield* textsIn(child);
		yield null;
	}
}

const wordsOf = (node: Json | null): string => (typeof node?.text === 'string' ? node.text : '');

function linkOf({ marks }: Json): unknown {
	const link = (Array.isArray(marks) ? (marks as Json[]) : []).find(({ type }) => type === 'link');
	return link?.attrs?.['href'];
}
