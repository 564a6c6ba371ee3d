// The one document schema: used by the editor in the browser and by the server when it renders or exports.
// Raise the version whenever a node, mark or attribute is added: older tabs are then refused (F20).
import type { Extensions } from '@tiptap/core';
import { Blockquote } from '@tiptap/extension-blockquote';
import { Bold } from '@tiptap/extension-bold';
import { Document } from '@tiptap/extension-document';
import { HardBreak } from '@tiptap/extension-hard-break';
import { Heading } from '@tiptap/extension-heading';
import { Italic } from '@tiptap/extension-italic';
import { Link } from '@tiptap/extension-link';
import { BulletList, ListItem, OrderedList } from '@tiptap/extension-list';
import { Paragraph } from '@tiptap/extension-paragraph';
import { Table, TableCell, TableHeader, TableRow } from '@tiptap/extension-table';
import { Text } from '@tiptap/extension-text';

export const editorSchemaVersion = 1;

/** Headings start at 3: the page has the h1, each section the h2. */
export const headingLevels = [3, 4] as const;

/** Extensions that define nodes and marks, without anything that needs a browser. */
export const schemaExtensions: Extensions = [
	Document,
	Paragraph,
	Text,
	Heading.configure({ levels: [...headingLevels] }),
	Bold,
	Italic,
	Link.configure({
		openOnClick: false,
		autolink: false,
		protocols: ['http', 'https', 'mailto'],
		HTMLAttributes: { rel: 'noopener noreferrer nofollow', target: null }
	}),
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

/** Name of a report section's fragment in its Y.Doc. */
export const sectionField = (key: string): string => `section:${key}`;

/** Name of the fragment of a note's text. */
export const noteField = 'body';
