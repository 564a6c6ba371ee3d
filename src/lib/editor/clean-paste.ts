// What somebody pastes from Word, a web page or another editor, cut down to what a report can hold, before the
// editor's schema reads it. Works on any DOM, so it is tested without a browser.
import { safeHref } from '#shared/link-address.ts';

/** Never part of the words. */
const dropped =
	'script, style, meta, link, title, template, iframe, object, embed, svg, math, img, picture, video, audio, canvas, ' +
	'input, select, textarea, button, del, s, strike, [aria-hidden="true"], [hidden]';

/** Headings of other documents, as headings of a section. */
const headings: Readonly<Record<string, string>> = { H1: 'h3', H2: 'h3', H5: 'h4', H6: 'h4' };

/** Word's own names for paragraphs that are headings. */
const headingClasses: Readonly<Record<string, string>> = {
	MsoTitle: 'h3',
	MsoSubtitle: 'h4',
	MsoHeading7: 'h4',
	MsoHeading8: 'h4',
	MsoHeading9: 'h4'
};

/** Attributes the editor's schema reads; all others go. */
const keptAttributes: readonly string[] = ['href', 'start', 'colspan', 'rowspan'];

/**
 * Cleans pasted HTML.
 * @param html as it comes from the clipboard
 * @param parse the browser's parser, unless told otherwise
 */
export function cleanPaste(html: string, parse: (html: string) => Document = parseHtml): string {
	// Copied from one of our own editors: already clean, and the marker must stay.
	if (html.includes('data-pm-slice')) return html;
	const { body } = parse(html);
	removeComments(body);
	for (const element of [...body.querySelectorAll(dropped)]) element.remove();
	for (const element of [...body.querySelectorAll('*')]) {
		if (isHidden(element)) element.remove();
	}
	makeLists(body);
	for (const element of [...body.querySelectorAll('*')]) simplify(element);
	unwrap([...body.querySelectorAll('span, font, center, section, article, header, footer, main')]);
	tidySpaces(body);
	removeBlankBlocks(body);
	return body.innerHTML.trim();
}

const parseHtml = (html: string): Document => new DOMParser().parseFromString(html, 'text/html');

const style = (element: Element): string => element.getAttribute('style') ?? '';

const isHidden = (element: Element): boolean =>
	/display\s*:\s*none|mso-hide\s*:\s*all|mso-element\s*:\s*(comment|footnote|endnote)/i.test(
		style(element)
	);

function removeComments(parent: Node): void {
	for (const child of [...parent.childNodes]) {
		if (child.nodeType === child.COMMENT_NODE) parent.removeChild(child);
		else removeComments(child);
	}
}

/** Word writes a list as paragraphs that look like one: "mso-list: l0 level2 lfo1", their sign in a span of its own. */
function makeLists(body: Element): void {
	/** The lists now open, outermost first. */
	let open: { list: Element; level: number }[] = [];
	for (const paragraph of [...body.querySelectorAll('p, h1, h2, h3, h4, h5, h6')]) {
		const level = levelOf(paragraph);
		if (level === null || paragraph.closest('li') !== null) {
			open = [];
			continue;
		}
		const follows = open[0] !== undefined && isNextTo(paragraph, open[0].list);
		if (!follows) open = [];
		const sign = takeSign(paragraph);
		while ((open.at(-1)?.level ?? 0) > level) open.pop();
		const document = paragraph.ownerDocument;
		const item = document.createElement('li');
		let last = open.at(-1);
		if (last === undefined || last.level < level) {
			const list = document.createElement(isOrdered(sign) ? 'ol' : 'ul');
			const start = Number.parseInt(sign, 10);
			if (list.tagName === 'OL' && start > 1) list.setAttribute('start', String(start));
			const parentItem = last?.list.lastElementChild;
			if (parentItem === undefined || parentItem === null) paragraph.before(list);
			else parentItem.append(list);
			last = { list, level };
			open.push(last);
		}
		last.list.append(item);
		const words = document.createElement('p');
		words.append(...paragraph.childNodes);
		item.append(words);
		paragraph.remove();
	}
}

function levelOf(paragraph: Element): number | null {
	const match = /mso-list\s*:\s*(?!none|ignore|skip)[^;]*?level(\d)/i.exec(style(paragraph));
	if (match !== null) return Number(match[1]);
	const isListClass = /\bMsoListParagraph/.test(paragraph.getAttribute('class') ?? '');
	return isListClass && signPattern.test(paragraph.textContent) ? 1 : null;
}

/** Whether nothing but space stands between the list and this paragraph. */
function isNextTo(paragraph: Element, list: Element): boolean {
	let before = paragraph.previousSibling;
	while (before !== null && before.nodeType !== before.ELEMENT_NODE) {
		if (before.textContent?.trim() !== '') return false;
		before = before.previousSibling;
	}
	return before === list;
}

/** Bullets of Symbol and Wingdings arrive as ordinary letters: "§" and "Ø" are a square and an arrow there. */
const signPattern =
	/^[\s\u00a0]*([·•▪◦‣–§Øoüv\uf0a7\uf0b7\uf0d8\uf0fc]|\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)])[\s\u00a0]+/i;

const isOrdered = (sign: string): boolean => /^\(?(\d|[a-z]{1,5}[.)])/i.test(sign);

/** Takes the bullet or number out of the paragraph and answers with it. */
function takeSign(paragraph: Element): string {
	const marked = [...paragraph.querySelectorAll('span')].find((span) =>
		/mso-list\s*:\s*ignore/i.test(style(span))
	);
	if (marked !== undefined) {
		const sign = marked.textContent.replace(/[\s\u00a0]+/g, '');
		marked.remove();
		return sign;
	}
	const match = signPattern.exec(paragraph.textContent);
	if (match === null) return '';
	cutStart(paragraph, match[0].length);
	return match[1] ?? '';
}

/** Removes so many characters from the start of an element's text. @returns what is left to cut */
function cutStart(node: Node, length: number): number {
	for (const child of [...node.childNodes]) {
		if (length === 0) break;
		if (child.nodeType === child.TEXT_NODE) {
			const text = child.textContent ?? '';
			child.textContent = text.slice(length);
			length = Math.max(0, length - text.length);
		} else {
			length = cutStart(child, length);
		}
	}
	return length;
}

function simplify(element: Element): void {
	const { tagName } = element;
	// Office's own elements: <o:p> only holds a line open, the rest wrap words.
	if (tagName.includes(':')) {
		if (element.textContent.trim() === '') element.remove();
		else element.replaceWith(...element.childNodes);
		return;
	}
	if (tagName === 'A' && safeHref(element.getAttribute('href')) === null) {
		element.replaceWith(...element.childNodes);
		return;
	}
	if (isBold(element)) wrapContent(element, 'strong');
	if (isItalic(element)) wrapContent(element, 'em');
	// Not "mso-bidi-font-weight: normal", which says nothing about this text.
	const isPlainBold =
		tagName === 'B' && /(?<![\w-])font-weight\s*:\s*(normal|400)/i.test(style(element));
	const className = element.getAttribute('class') ?? '';
	const heading =
		headings[tagName] ??
		(tagName === 'P' ? headingClasses[/\bMso\w+/.exec(className)?.[0] ?? ''] : undefined);
	for (const { name } of [...element.attributes]) {
		if (!keptAttributes.includes(name)) element.removeAttribute(name);
	}
	if (isPlainBold) element.replaceWith(...element.childNodes);
	else if (heading !== undefined) rename(element, heading);
}

const isBold = (element: Element): boolean =>
	['SPAN', 'FONT'].includes(element.tagName) &&
	/(?<![\w-])font-weight\s*:\s*(bold|[6-9]00)/i.test(style(element));

const isItalic = (element: Element): boolean =>
	['SPAN', 'FONT'].includes(element.tagName) &&
	/(?<![\w-])font-style\s*:\s*italic/i.test(style(element));

function wrapContent(element: Element, tag: string): void {
	const wrapper = element.ownerDocument.createElement(tag);
	wrapper.append(...element.childNodes);
	element.append(wrapper);
}

function rename(element: Element, tag: string): void {
	const renamed = element.ownerDocument.createElement(tag);
	renamed.append(...element.childNodes);
	element.replaceWith(renamed);
}

function unwrap(elements: Element[]): void {
	for (const element of elements) element.replaceWith(...element.childNodes);
}

/** Spaces that hold a place in a layout become ordinary ones; one between two words ("5 km") keeps them together. */
function tidySpaces(parent: Node): void {
	for (const child of parent.childNodes) {
		if (child.nodeType === child.TEXT_NODE) {
			child.textContent = (child.textContent ?? '')
				.replace(/(?<=\S)\u00a0(?=\S)/g, '\ue000')
				.replace(/[ \u00a0\u200b\ufeff\t\r\n]+/g, ' ')
				.replaceAll('\ue000', '\u00a0');
		} else {
			tidySpaces(child);
		}
	}
}

function removeBlankBlocks(body: Element): void {
	for (const block of [
		...body.querySelectorAll('p, h3, h4, li, ul, ol, blockquote, div')
	].reverse()) {
		const isInCell = block.closest('td, th') !== null;
		const isBlank = block.textContent.trim() === '' && block.querySelector('table') === null;
		if (isBlank && !isInCell) block.remove();
	}
}
