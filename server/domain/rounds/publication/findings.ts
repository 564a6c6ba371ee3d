// What the rehearsal finds in a section's words: what some readers could not follow, links that lead nowhere, and
// passages that may point at a person. Pure.
import { personalDataIn, type PersonalKind } from './personal-data.ts';
import type { LeadsTo } from './own-pages.ts';

export type FindingKind = 'accessibility' | 'broken-link' | PersonalKind;

export type Finding = {
	/** Names it as long as the section's words stay the same. */
	id: string;
	kind: FindingKind;
	section: string;
	/** What is wrong and what to do; never a word that somebody wrote. */
	message: string;
	/** The words it is about. */
	quote: string;
};

export type CheckedSection = { key: string; sha256: string; canonical: string };

export type LinkRules = {
	/** The workspace's own: "https://pledge.example". */
	origin: string;
	/** Where a path of the workspace leads. */
	leadsTo(path: string): LeadsTo;
};

type Node = {
	type: string;
	attrs?: Record<string, unknown>;
	content?: Node[];
	marks?: Node[];
	text?: string;
};
type Found = Pick<Finding, 'kind' | 'message' | 'quote'>;

/** @param section with the canonical form of fingerprint.ts. */
export function findingsIn(section: CheckedSection, links: LinkRules): Finding[] {
	const { content, answers = [] } = JSON.parse(section.canonical) as {
		content: Node[];
		answers?: { explanation: string }[];
	};
	const found = [
		...headingsOutOfOrder(content),
		...content.flatMap((node) => inBlock(node, links)),
		...fakeLists(content),
		...answers.flatMap(({ explanation }) => personal(explanation))
	];
	const counts = new Map<FindingKind, number>();
	return found.map((each) => {
		const count = (counts.get(each.kind) ?? 0) + 1;
		counts.set(each.kind, count);
		const id = [section.key, each.kind, count, section.sha256.slice(0, 12)].join('.');
		return { ...each, id, section: section.key, quote: shortened(each.quote) };
	});
}

const longestQuote = 160;
const shortened = (text: string): string =>
	text.length <= longestQuote ? text : `${text.slice(0, longestQuote).trimEnd()}…`;

const textOf = (node: Node): string =>
	node.type === 'hardBreak' ? '\n' : (node.text ?? (node.content ?? []).map(textOf).join(''));

const accessibility = (message: string, quote: string): Found => ({
	kind: 'accessibility',
	message,
	quote
});

/** The section's own title is above its headings; the first below it is of level 3. */
function headingsOutOfOrder(content: readonly Node[]): Found[] {
	let above = 2;
	return content.flatMap((node) => {
		if (node.type !== 'heading') return [];
		const level = Number(node.attrs?.['level']);
		const skips = level > above + 1;
		above = level;
		return skips
			? [accessibility('A small heading stands where no heading is above it.', textOf(node))]
			: [];
	});
}

function inBlock(node: Node, links: LinkRules): Found[] {
	switch (node.type) {
		case 'heading':
			if (textOf(node).trim() === '') return [accessibility('A heading has no words.', '')];
			return inLine(node, links);
		case 'paragraph':
			return [...fakeHeading(node), ...inLine(node, links)];
		case 'table':
			return [
				...(hasHeaders(node)
					? []
					: [
							accessibility(
								'A table does not say which cells are headings of its columns or rows.',
								textOf(node.content?.[0] ?? node)
							)
						]),
				...(node.content ?? []).flatMap((child) => inBlock(child, links))
			];
		default:
			return (node.content ?? []).flatMap((child) => inBlock(child, links));
	}
}

const inLine = (node: Node, links: LinkRules): Found[] => [
	...linksIn(node).flatMap((link) => [...linkWords(link), ...linkAddress(link, links)]),
	...personal(textOf(node))
];

/** A first row of header cells, or one at the start of each row. */
function hasHeaders(table: Node): boolean {
	const rows = table.content ?? [];
	const isHeader = (cell: Node | undefined): boolean => cell?.type === 'tableHeader';
	return (
		(rows[0]?.content ?? []).every(isHeader) || rows.every((row) => isHeader(row.content?.[0]))
	);
}

const mostWordsOfHeading = 12;

function fakeHeading(paragraph: Node): Found[] {
	const parts = (paragraph.content ?? []).filter((each) => textOf(each).trim() !== '');
	const isBold = (part: Node): boolean => part.marks?.some(({ type }) => type === 'bold') === true;
	const text = textOf(paragraph).trim();
	const isShort = text.split(/\s+/).length <= mostWordsOfHeading && !/[.!?:;,]$/.test(text);
	return parts.length > 0 && parts.every(isBold) && isShort
		? [accessibility('A line in bold stands for a heading: make it a heading.', text)]
		: [];
}

const bullet = /^\s*(?:[•·▪●○◦‣–*Øo-]|\(?\d{1,2}[.)])\s+\S/;

function fakeLists(content: readonly Node[]): Found[] {
	const isItem = (node: Node | undefined): node is Node =>
		node?.type === 'paragraph' && bullet.test(textOf(node));
	return content.flatMap((node, index) =>
		isItem(node) && isItem(content[index + 1]) && !isItem(content[index - 1])
			? [accessibility('Lines that begin with a dot or dash stand for a list.', textOf(node))]
			: []
	);
}

type Link = { href: string; text: string };

/** Neighbouring pieces with the same address are one link. */
function linksIn(block: Node): Link[] {
	const found: Link[] = [];
	let isWithin = false;
	for (const node of block.content ?? []) {
		const last = isWithin ? found.at(-1) : undefined;
		const href = node.marks?.find(({ type }) => type === 'link')?.attrs?.['href'];
		isWithin = typeof href === 'string';
		if (typeof href !== 'string') continue;
		if (last?.href === href) last.text += textOf(node);
		else found.push({ href, text: textOf(node) });
	}
	return found;
}

const saysNothing =
	/^(?:(?:please )?(?:click|see|read|find out|shared|look|press|go|download) )?(?:here|more|this|link|this link|this page|page|details|website|online|read more|find out more|see more|more information|click|download)[.:]?$/i;

function linkWords({ text, href }: Link): Found[] {
	const words = text.trim();
	if (words === '') return [accessibility('A link has no words.', href)];
	if (saysNothing.test(words)) {
		return [accessibility('The words of a link do not say where it leads when read alone.', words)];
	}
	return /^(?:https?:\/\/|www\.)\S+$/i.test(words)
		? [accessibility('A bare address stands as the words of a link: say what is there.', words)]
		: [];
}

const inwardHost =
	/^(?:localhost|\d+\.\d+\.\d+\.\d+|\[.*\]|.*\.(?:local|internal|intranet|lan|localhost))$/i;

function linkAddress({ href, text }: Link, { origin, leadsTo }: LinkRules): Found[] {
	const broken = (message: string): Found[] => [
		{ kind: 'broken-link', message, quote: text.trim() === href ? href : `${text.trim()}: ${href}` }
	];
	if (!URL.canParse(href)) return broken('A link’s address is not one.');
	const url = new URL(href);
	if (url.protocol === 'mailto:') {
		const address = decodeSafely(url.pathname);
		if (!/^[^\s@]+@[^\s@.]+(?:\.[^\s@.]+)+$/.test(address)) {
			return broken('A link’s e-mail address is not one.');
		}
		return text.includes(address)
			? []
			: personal(address).filter(({ kind }) => kind === 'personal-email');
	}
	if (url.origin === origin) {
		const found = leadsTo(`${url.pathname}${url.search}${url.hash}`);
		if (found === 'public') return [];
		return broken(
			found === 'members'
				? 'A link leads to a page that only members can open.'
				: 'A link leads to a page of this workspace that does not exist.'
		);
	}
	if (inwardHost.test(url.hostname)) {
		return broken('A link’s address works only inside one organisation.');
	}
	return /^[^.]+(?:\.[^.]+)+$/.test(url.hostname) ? [] : broken('A link’s address is incomplete.');
}

function decodeSafely(text: string): string {
	try {
		return decodeURIComponent(text);
	} catch {
		return text;
	}
}

const personalMessages: Readonly<Record<PersonalKind, string>> = {
	'nhs-number': 'Ten digits that could be somebody’s NHS number.',
	'date-of-birth': 'A date that could be somebody’s date of birth.',
	'personal-email': 'An e-mail address that seems to be one person’s own.',
	'small-group': 'A group of fewer than five people, who might be recognised.'
};

const personal = (text: string): Found[] =>
	personalDataIn(text).map(({ kind, quote }) => ({
		kind,
		message: personalMessages[kind],
		quote
	}));
