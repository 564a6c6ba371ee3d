// Updates that mean harm: small on the wire, large or endless in memory. Written number by number, because Yjs
// itself would not make them.
import * as Y from 'yjs';
import { varUints } from '#server/domain/collaboration/protocol.ts';

const client = 4_242_424;
const noDeletions = 0;

const repeated = (count: number, ...bytes: number[]): Uint8Array =>
	new Uint8Array(count * bytes.length).map((_, index) => bytes[index % bytes.length] ?? 0);

/** One client's edits, `count` of them, from clock 0. */
const edits = (count: number, bytes: Uint8Array): Uint8Array =>
	Buffer.concat([varUints([1, count, client, 0]), bytes, Uint8Array.of(noDeletions)]);

/** Kinds of content in Yjs's numbers; 128 says that a neighbour on the left is named. */
const kind = { removed: 0, deleted: 1, json: 2, any: 8, document: 9, skip: 10 } as const;

/** The root "t" as the parent of an edit. */
const inRoot = Uint8Array.of(1, 1, 't'.charCodeAt(0));

/** Elements within elements, the deepest last. */
export function nested(levels: number): Uint8Array {
	const doc = new Y.Doc();
	doc.transact(() => {
		let parent: Y.XmlFragment = doc.getXmlFragment('body');
		for (let level = 0; level < levels; level++) {
			const element = new Y.XmlElement('list');
			parent.insert(0, [element]);
			parent = element;
		}
	});
	return Y.encodeStateAsUpdate(doc);
}

/** Each with the reason why it must not be taken. */
export const bombs: readonly [what: string, update: () => Uint8Array][] = [
	[
		'two million removed pieces of one letter',
		() => edits(1_900_000, repeated(1_900_000, kind.removed, 1))
	],
	[
		'two million deleted ranges',
		() => Buffer.concat([varUints([0, 1, client, 1_900_000]), repeated(1_900_000, 1, 1)])
	],
	[
		'documents within the document',
		() =>
			edits(1, Buffer.concat([Uint8Array.of(kind.document), inRoot, Uint8Array.of(1, 97, 118, 0)]))
	],
	[
		'a value of a thousand arrays within each other',
		() =>
			edits(
				1,
				Buffer.concat([
					Uint8Array.of(kind.any),
					inRoot,
					Uint8Array.of(1),
					repeated(1_000, 117, 1),
					Uint8Array.of(126)
				])
			)
	],
	[
		'a value of a million arrays within each other',
		() =>
			edits(
				1,
				Buffer.concat([
					Uint8Array.of(kind.any),
					inRoot,
					Uint8Array.of(1),
					repeated(1_000_000, 117, 1),
					Uint8Array.of(126)
				])
			)
	],
	[
		'a promise of four thousand million values',
		() =>
			edits(
				1,
				Buffer.concat([Uint8Array.of(kind.any), inRoot, varUints([2 ** 32]), repeated(100, 126)])
			)
	],
	[
		'content of a form that is no longer written',
		() => edits(1, Buffer.concat([Uint8Array.of(kind.json), inRoot, Uint8Array.of(1, 1, 49)]))
	],
	[
		'a deleted piece longer than any document',
		() => edits(1, Buffer.concat([Uint8Array.of(kind.deleted), inRoot, varUints([2 ** 40])]))
	],
	['a removed piece longer than any document', () => edits(1, varUints([kind.removed, 2 ** 40]))],
	['a promise of a million million clients', () => varUints([2 ** 40])],
	['a number without an end', () => repeated(1_000_000, 255)],
	['an update cut in the middle', () => nested(20).subarray(0, 60)],
	['five thousand elements within each other', () => nested(5_000)]
];
