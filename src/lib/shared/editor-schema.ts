// The one document schema: used by the editor in the browser and by the server when it renders or exports.
// Raise the version whenever a node, mark or attribute is added: older tabs are then refused (F20).
import { Mark, type Extensions } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { Italic } from '@tiptap/extension-italic';
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { Text } from '@tiptap/extension-text';
import { editorSchemaVersion, noteField, sectionField } from './document-fields.ts';
import { safeHref } from './link-address.ts';

export { editorSchemaVersion, noteField, sectionField };

/** Headings start at 3: the page has the h1, each section the h2. */
export const headingLevels = [3, 4] as const;

/**
 * A link has an address and nothing else: no target, class or title that a hostile client could fill in. (Tiptap's
 * own link brings those, and a linkifier of 15 kB.)
 */
const Link = Mark.create({
	name: 'link',
	priority: 1000,
	inclusive: false,
	keepOnSplit: false,
	exitable: true,
	addAttributes() {
		return { href: { default: null } };
	},
	parseHTML() {
		return [
			{
				tag: 'a[href]',
				getAttrs: (element) => {
					const href = safeHref(element.getAttribute('href'));
					return href === null ? false : { href };
				}
			}
		];
	},
	renderHTML({ HTMLAttributes }) {
		const href = safeHref(HTMLAttributes['href']);
		return ['a', href === null ? {} : { href, rel: 'noopener noreferrer nofollow' }, 0];
	}
});

/** Extensions that define nodes and marks, without anything that needs a browser. */
export const schemaExtensions: Extensions = [
	Document,
	Paragraph,
	Text,
	Heading.configure({ levels: [...headingLevels] }),
	Bold,
	Italic,
	Link,
	BulletList,
	OrderedList,
	ListItem,
	Blockquote,
	HardBreak,
	Table.configure({ resizable: false }),
	TableRow,
	TableHeader,
	TableCell
];
