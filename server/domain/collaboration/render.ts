// A pruned text as HTML that is safe to put into a page, and as plain text. Own code rather than a general
// renderer: header cells carry their scope, and every character passes `escape`.
import type { Node } from '@tiptap/pm/model';
import { escapeMarkup } from '#shared/escape-markup.ts';

const escape = (text: string): string => escapeMarkup(text).replaceAll("'", '&#39;');

/** @param doc a text that went through `prune`. */
export const toHtml = (doc: Node): string => (isBlank(doc) ? '' : children(doc));

/** Blocks on lines of their own, list items marked, a table's row on one line. */
export const toText = (doc: Node): string => (isBlank(doc) ? '' : blocks(doc).join('\n\n'));

const isBlank = (doc: Node): boolean => doc.childCount === 1 && doc.firstChild?.content.size === 0;

const children = (node: Node): string => node.children.map((child) => html(child, node)).join('');

function html(node: Node, parent: Node): string {
	switch (node.type.name) {
		case 'text':
			return marked(node);
		case 'hardBreak':
			return '<br>';
		case 'paragraph':
			return `<p>${children(node)}</p>`;
		case 'heading':
			return `<h${node.attrs['level']}>${children(node)}</h${node.attrs['level']}>`;
		case 'bulletList':
			return `<ul>${children(node)}</ul>`;
		case 'orderedList':
			return `<ol${given('start', node.attrs['start'], 1)}${given('type', node.attrs['type'], null)}>${children(node)}</ol>`;
		case 'listItem':
			return `<li>${children(node)}</li>`;
		case 'blockquote':
			return `<blockquote>${children(node)}</blockquote>`;
		case 'table':
			return table(node);
		default:
			throw new Error(`no way to render ${node.type.name} in ${parent.type.name}`);
	}
}

function marked(node: Node): string {
	return node.marks.reduceRight(
		(inner, mark) => {
			switch (mark.type.name) {
				case 'bold':
					return `<strong>${inner}</strong>`;
				case 'italic':
					return `<em>${inner}</em>`;
				case 'link':
					return `<a href="${escape(String(mark.attrs['href']))}" rel="noopener noreferrer nofollow">${inner}</a>`;
				default:
					throw new Error(`no way to render ${mark.type.name}`);
			}
		},
		escape(node.text ?? '')
	);
}

/** A header cell in a row of header cells speaks for its column, any other for its row. */
function table(node: Node): string {
	const rows = node.children.map((row) => {
		const isHead = row.childCount > 0 && row.children.every(isHeader);
		const cells = row.children.map((cell) => {
			// An empty header cell names nothing: read out, it would only puzzle.
			const isNaming = isHeader(cell) && cell.textContent.trim() !== '';
			const tag = isNaming ? 'th' : 'td';
			const scope = isNaming ? ` scope="${isHead ? 'col' : 'row'}"` : '';
			const { colspan, rowspan, align } = cell.attrs;
			const alignment = align === null ? '' : ` data-align="${align}"`;
			const spans = given('colspan', colspan, 1) + given('rowspan', rowspan, 1);
			return `<${tag}${scope}${spans}${alignment}>${children(cell)}</${tag}>`;
		});
		return { isHead, html: `<tr>${cells.join('')}</tr>` };
	});
	const firstOfBody = rows.findIndex((row) => !row.isHead);
	const head = rows.slice(0, firstOfBody === -1 ? rows.length : firstOfBody);
	const body = rows.slice(head.length);
	const part = (tag: string, of: typeof rows): string =>
		of.length === 0 ? '' : `<${tag}>${of.map((row) => row.html).join('')}</${tag}>`;
	return `<table>${part('thead', head)}${part('tbody', body)}</table>`;
}

const isHeader = (cell: Node): boolean => cell.type.name === 'tableHeader';

/** An attribute, unless it says what goes without saying. */
const given = (name: string, value: unknown, usual: unknown): string =>
	value === usual ? '' : ` ${name}="${escape(String(value))}"`;

function blocks(node: Node): string[] {
	return node.children.flatMap((child): string[] => {
		if (child.isTextblock) {
			const line = child.textBetween(0, child.content.size, '', () => '\n');
			return line === '' ? [] : [line];
		}
		switch (child.type.name) {
			case 'bulletList':
				return [listLines(child, () => '- ')];
			case 'orderedList':
				return [listLines(child, (index) => `${Number(child.attrs['start']) + index}. `)];
			case 'table':
				return [child.children.map(rowLine).join('\n')];
			default:
				return blocks(child);
		}
	});
}

const listLines = (list: Node, sign: (index: number) => string): string =>
	list.children
		.map((item, index) => sign(index) + blocks(item).join('\n').replaceAll('\n', '\n  '))
		.join('\n');

const rowLine = (row: Node): string =>
	row.children.map((cell) => blocks(cell).join(' ')).join('\t');
