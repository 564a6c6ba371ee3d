// Goes through a field's text as Yjs keeps it: every letter that ever stood there, in order, with the edit it came by.
import * as Y from 'yjs';
import { documentSchema } from '../fields.ts';

/** Letters of one item, or the end of a line. */
export type Letters = {
	/** A line break ends a paragraph, a heading, a cell, or stands for a hard break. */
	text: string;
	client: number;
	/** Of the first letter. */
	clock: number;
	/** Elements around it, outermost first. */
	around: readonly Y.Item[];
	isDeleted: boolean;
};

/** Deeper than any list in a table in a list that a person would make. */
const deepest = 40;

/** Every letter of the fragment, deleted ones too. Elements the schema does not know are passed over. */
export function* lettersOf(
	parent: Y.XmlFragment | Y.XmlText,
	around: readonly Y.Item[] = []
): Generator<Letters> {
	if (around.length > deepest) return;
	for (let item = parent._start; item !== null; item = item.right) {
		const { client, clock } = item.id;
		const isDeleted = item.deleted;
		if (item.content instanceof Y.ContentString) {
			yield { text: item.content.str, client, clock, around, isDeleted };
		} else if (item.content instanceof Y.ContentType) {
			yield* withinElement(item, item.content.type, around);
		}
	}
}

function* withinElement(
	item: Y.Item,
	type: Y.AbstractType<unknown>,
	around: readonly Y.Item[]
): Generator<Letters> {
	const { client, clock } = item.id;
	const lineEnd: Letters = { text: '\n', client, clock, around, isDeleted: item.deleted };
	if (type instanceof Y.XmlText) {
		yield* lettersOf(type, [...around, item]);
		// Text that stands in no paragraph reads like one.
		if (!around.some(isTextblock)) yield lineEnd;
		return;
	}
	if (!(type instanceof Y.XmlElement)) return;
	const known = Object.hasOwn(documentSchema.nodes, type.nodeName)
		? documentSchema.nodes[type.nodeName]
		: undefined;
	if (known === undefined) return;
	yield* lettersOf(type, [...around, item]);
	if (known.isTextblock || known.isInline) yield lineEnd;
}

function isTextblock(item: Y.Item): boolean {
	if (!(item.content instanceof Y.ContentType)) return false;
	const { type } = item.content;
	return type instanceof Y.XmlElement && documentSchema.nodes[type.nodeName]?.isTextblock === true;
}
