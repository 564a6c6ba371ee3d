// Bringing back what was, as a change like anybody's: blocks that read alike stay where they are, with the carets and
// the unsent words in them, and only what differs is written.
import { updateYFragment } from '@tiptap/y-tiptap';
import type { Node } from '@tiptap/pm/model';
import * as Y from 'yjs';
import { emptyUpdate } from '#shared/collab-protocol.ts';
import { documentSchema, readBlocks } from '../fields.ts';
import { prune } from '../prune.ts';
import { inCommon } from './common.ts';
import type { Id, Place } from './lost.ts';

type Child = ReturnType<Y.XmlFragment['get']>;

/** Makes a field read like `json` (ProseMirror's, in our schema). Run it inside a transaction. */
export function restoreField(doc: Y.Doc, field: string, json: object): void {
	const fragment = doc.getXmlFragment(field);
	const wanted = documentSchema.nodeFromJSON(json).children;
	const present = fragment.toArray() as Child[];
	const anchors = inCommon(
		present.map(printOf),
		wanted.map((node) => JSON.stringify([node]))
	);
	let [y, p, index] = [0, 0, 0];
	for (const [anchorY, anchorP] of [...anchors, [present.length, wanted.length] as const]) {
		const gap = { present: present.slice(y, anchorY), wanted: wanted.slice(p, anchorP) };
		index = fillGap(doc, fragment, index, gap) + 1;
		[y, p] = [anchorY + 1, anchorP + 1];
	}
}

/** How a child reads, as text to compare by. */
const printOf = (child: Child): string =>
	JSON.stringify(prune(documentSchema, { type: 'doc', content: readBlocks([child]) }).children);

/** @returns the index after the gap. */
function fillGap(
	doc: Y.Doc,
	fragment: Y.XmlFragment,
	start: number,
	{ present, wanted }: { present: readonly Child[]; wanted: readonly Node[] }
): number {
	const isAligned = (child: Child | undefined, node: Node): child is Y.XmlElement =>
		child instanceof Y.XmlElement && child.nodeName === node.type.name;
	wanted.forEach((node, offset) => {
		const child = present[offset];
		if (isAligned(child, node)) return write(doc, child, node);
		if (child !== undefined) fragment.delete(start + offset);
		insertBlock(doc, fragment, start + offset, node);
	});
	const left = present.length - wanted.length;
	if (left > 0) fragment.delete(start + wanted.length, left);
	return start + wanted.length;
}

function insertBlock(doc: Y.Doc, fragment: Y.XmlFragment, index: number, node: Node): void {
	const element = new Y.XmlElement(node.type.name);
	fragment.insert(index, [element]);
	write(doc, element, node);
}

const write = (doc: Y.Doc, element: Y.XmlElement, node: Node): void =>
	updateYFragment(doc, element, node, { mapping: new Map(), isOMark: new Map() });

/** Puts lost words back where they stood, or as near as what is left allows. Run it inside a transaction. */
export function putBack(doc: Y.Doc, field: string, place: Place, text: string): void {
	const fragment = doc.getXmlFragment(field);
	if (place.kind === 'within') {
		const found = positionOf(doc, place.letter);
		if (found !== null && found.type instanceof Y.XmlText) {
			return insertWords(found.type, found.index, text);
		}
	}
	const index = place.kind === 'block' ? blockIndex(doc, fragment, place.block) : fragment.length;
	text
		.split('\n')
		.filter((line) => line.trim() !== '')
		.forEach((line, offset) => {
			const node = documentSchema.node('paragraph', null, documentSchema.text(line.trim()));
			insertBlock(doc, fragment, index + offset, node);
		});
}

/** With a space on each side where a word would touch it. */
function insertWords(target: Y.XmlText, index: number, words: string): void {
	const around = target.toDelta() as { insert: unknown }[];
	const text = around.map(({ insert }) => (typeof insert === 'string' ? insert : ' ')).join('');
	const before = index > 0 && /\S/.test(text[index - 1] ?? '') ? ' ' : '';
	const after = /[\p{L}\p{N}]/u.test(text[index] ?? '') ? ' ' : '';
	// No attributes: what stands around it may be bold or a link, these words were not.
	target.insert(index, before + words + after, {});
}

/** After the block when it is still there; where it stood when not; else at the end. */
function blockIndex(doc: Y.Doc, fragment: Y.XmlFragment, block: Id): number {
	const found = positionOf(doc, block);
	if (found?.type !== fragment) return fragment.length;
	const present = fragment.toArray()[found.index] as Child | undefined;
	const isThere =
		present?._item?.id.client === block.client && present._item.id.clock === block.clock;
	return isThere ? found.index + 1 : found.index;
}

const positionOf = (doc: Y.Doc, id: Id): Y.AbsolutePosition | null =>
	Y.createAbsolutePositionFromRelativePosition(
		Y.createRelativePositionFromJSON({ item: id, assoc: 0 }),
		doc,
		false
	);

/** A text as it came about: for each state, given as ProseMirror documents by field, the update that leads to it. */
export function updatesOf(states: readonly Readonly<Record<string, object>>[]): Uint8Array[] {
	const doc = new Y.Doc();
	let update = emptyUpdate;
	doc.on('update', (made: Uint8Array) => (update = made));
	const updates = states.map((fields) => {
		doc.transact(() => {
			for (const [field, json] of Object.entries(fields)) restoreField(doc, field, json);
		});
		return update;
	});
	doc.destroy();
	return updates;
}
