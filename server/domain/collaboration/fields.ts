// Between a document's Yjs form and ProseMirror JSON, one fragment ("field") at a time. What is read here may
// come from a hostile client: it goes through prune.ts before anybody sees it.
import { getSchema } from '@tiptap/core';
import * as Y from 'yjs';
import { noteField, schemaExtensions, sectionField } from '#shared/editor-schema.ts';
import { isSessionField } from '#shared/document-fields.ts';
import { sectionKeys } from '#shared/sections.ts';

/** A node or mark as it comes: nothing about it is known yet. */
export type RawNode = {
	type: string;
	attrs?: Record<string, unknown>;
	content?: RawNode[];
	text?: string;
	marks?: { type: string; attrs?: unknown }[];
};

/** The document schema of #shared/editor-schema.ts, as ProseMirror sees it. */
export const documentSchema = getSchema(schemaExtensions);

/** Fields with fixed names. */
const fixedFields: readonly string[] = [...sectionKeys.map(sectionField), noteField];

/** The fields of a document that hold text. Whatever else a client may have put into it is not looked at. */
export const textFieldsOf = (doc: Y.Doc): string[] => [
	...fixedFields.filter((field) => doc.share.has(field)),
	...[...doc.share.keys()].filter(isSessionField).sort()
];

/** Deeper than any list in a table in a list that a person would make; shallow enough for every recursion. */
const deepest = 40;

/** The fields a document has, each as it stands there. */
export function readFields(doc: Y.Doc): Map<string, RawNode> {
	return new Map(
		textFieldsOf(doc).map((field) => [
			field,
			{ type: 'doc', content: readBlocks(doc.getXmlFragment(field).toArray()) }
		])
	);
}

/** Children of a fragment or element as they stand there. */
export function readBlocks(children: readonly unknown[], depth = deepest): RawNode[] {
	if (depth === 0) return [];
	return children.flatMap((child): RawNode[] => {
		if (child instanceof Y.XmlText) return readText(child);
		if (!(child instanceof Y.XmlElement)) return [];
		const content = readBlocks(child.toArray(), depth - 1);
		return [{ type: child.nodeName, attrs: child.getAttributes(), content }];
	});
}

function readText(text: Y.XmlText): RawNode[] {
	const runs = text.toDelta() as { insert: unknown; attributes?: Record<string, unknown> }[];
	return runs.flatMap(({ insert, attributes }) =>
		typeof insert === 'string'
			? [{ type: 'text', text: insert, marks: readMarks(attributes ?? {}) }]
			: []
	);
}

/** Marks that may overlap themselves are kept under `name--hash`. */
const readMarks = (attributes: Record<string, unknown>): NonNullable<RawNode['marks']> =>
	Object.entries(attributes).map(([key, attrs]) => ({ type: key.replace(/--.*$/s, ''), attrs }));
