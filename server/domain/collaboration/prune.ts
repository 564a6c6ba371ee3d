// What came over the socket, cut to the document schema: nodes, marks and attributes that the editor does not
// know never reach a page, an export or a mail, and nothing a client puts into a document makes this throw (F9).
import { Fragment, type Mark, type Node, type NodeType, type Schema } from '@tiptap/pm/model';
import { headingLevels } from '#shared/editor-schema.ts';
import { safeHref } from '#shared/link-address.ts';
import type { RawNode } from './fields.ts';

/** Makes of a node's attributes the ones that may pass. */
type AttributeRule = (attrs: Record<string, unknown>) => Record<string, unknown>;

const wholeNumber = (value: unknown, lowest: number, highest: number): number | null =>
	typeof value === 'number' && Number.isInteger(value) && value >= lowest && value <= highest
		? value
		: null;

const oneOf = (value: unknown, allowed: readonly unknown[]): unknown =>
	allowed.includes(value) ? value : null;

/** Wider or taller than any table of a report; a browser asked for a million columns stops answering. */
const widestSpan = 50;

const cell: AttributeRule = ({ colspan, rowspan, align }) => ({
	colspan: wholeNumber(colspan, 1, widestSpan) ?? 1,
	rowspan: wholeNumber(rowspan, 1, widestSpan) ?? 1,
	colwidth: null,
	align: oneOf(align, ['left', 'center', 'right'])
});

/** Nodes that have attributes; all others pass without any. */
const attributeRules: Readonly<Record<string, AttributeRule>> = {
	heading: ({ level }) => ({ level: oneOf(level, headingLevels) ?? headingLevels[0] }),
	orderedList: ({ start, type }) => ({
		start: wholeNumber(start, 0, 9_999) ?? 1,
		type: oneOf(type, ['1', 'a', 'A', 'i', 'I'])
	}),
	tableCell: cell,
	tableHeader: cell
};

/** The document as the schema allows it: what does not belong is left out, what must be there is added. */
export function prune(schema: Schema, raw: RawNode): Node {
	return schema.topNodeType.create(null, fitting(schema, schema.topNodeType, raw.content ?? []));
}

/** A node's children in an order its content expression allows: wrapped where that helps, else left out. */
function fitting(schema: Schema, parent: NodeType, raw: readonly RawNode[]): Fragment {
	const children: Node[] = [];
	let match = parent.contentMatch;
	for (const each of raw) {
		const child = toNode(schema, parent, each);
		if (child === null) continue;
		const direct = match.matchType(child.type);
		if (direct !== null) {
			children.push(child);
			match = direct;
			continue;
		}
		const before = match.fillBefore(Fragment.from(child));
		const wrapping = match.findWrapping(child.type);
		if (before !== null) {
			children.push(...before.content, child);
			match = match.matchFragment(before)?.matchType(child.type) ?? match;
		} else if (wrapping !== null && wrapping.length > 0) {
			const wrapped = wrapping.reduceRight<Node>(
				(inner, type) => type.createAndFill(null, inner) ?? inner,
				child
			);
			const after = match.matchType(wrapped.type);
			if (after === null) continue;
			children.push(wrapped);
			match = after;
		}
	}
	const missing = match.fillBefore(Fragment.empty, true);
	return Fragment.from(missing === null ? children : [...children, ...missing.content]);
}

function toNode(schema: Schema, parent: NodeType, raw: RawNode): Node | null {
	const type = Object.hasOwn(schema.nodes, raw.type) ? schema.nodes[raw.type] : undefined;
	if (type === undefined || type === schema.topNodeType) return null;
	if (type.isText) {
		if (typeof raw.text !== 'string' || raw.text === '') return null;
		return schema.text(raw.text, toMarks(schema, parent, raw.marks ?? []));
	}
	const attrs = attributeRules[type.name]?.(raw.attrs ?? {}) ?? null;
	return type.create(attrs, type.isLeaf ? null : fitting(schema, type, raw.content ?? []));
}

function toMarks(schema: Schema, parent: NodeType, raw: NonNullable<RawNode['marks']>): Mark[] {
	let marks: readonly Mark[] = [];
	for (const each of raw) {
		const type = Object.hasOwn(schema.marks, each.type) ? schema.marks[each.type] : undefined;
		if (type === undefined) continue;
		if (type.name !== 'link') {
			marks = type.create().addToSet(marks);
			continue;
		}
		const attrs = each.attrs;
		const isObject = typeof attrs === 'object' && attrs !== null;
		const href = safeHref(isObject && 'href' in attrs ? attrs.href : undefined);
		if (href !== null) marks = type.create({ href }).addToSet(marks);
	}
	return parent.inlineContent ? parent.allowedMarks(marks).slice() : marks.slice();
}
