import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { decodeUpdate } from './known.ts';
import { Nesting } from './nesting.ts';

/** How deep an edit really stands: one more than the elements around it. */
function depthIn(doc: Y.Doc, { client, clock }: Y.ID): number {
	const struct = doc.store.clients
		.get(client)
		?.find(({ id, length }) => id.clock <= clock && clock < id.clock + length);
	let depth = 0;
	let item = struct instanceof Y.Item ? struct : null;
	for (; item !== null; item = (item.parent as Y.AbstractType<unknown>)._item) depth++;
	return depth;
}

const step = fc.record({
	who: fc.nat(2),
	does: fc.nat(4),
	/** From the outside inwards, which child to go to. */
	path: fc.array(fc.nat(3), { maxLength: 12 }),
	catchesUp: fc.boolean()
});

test('C28 agrees with Yjs about how deep every edit stands', () => {
	let deepest = 0;
	fc.assert(
		fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
			// Nothing is forgotten here, so that every edit can be looked up.
			const whole = new Y.Doc({ gc: false });
			const docs = [1, 2, 3].map((client) => {
				const doc = new Y.Doc({ gc: false });
				doc.clientID = client;
				return doc;
			});
			const nesting = new Nesting();
			for (const { who, does, path, catchesUp } of steps) {
				const doc = docs[who] as Y.Doc;
				if (catchesUp) Y.applyUpdate(doc, Y.encodeStateAsUpdate(whole));
				const before = Y.encodeStateVector(doc);
				let target: Y.XmlFragment = doc.getXmlFragment('body');
				for (const turn of path) {
					const child = target.length === 0 ? undefined : target.get(turn % target.length);
					if (child instanceof Y.XmlElement) target = child;
				}
				if (does === 0 && target.length > 0) target.delete(0, 1);
				else if (does === 1) target.insert(target.length, [new Y.XmlText('words')]);
				else if (does === 2 && target instanceof Y.XmlElement) target.setAttribute('level', '2');
				else target.insert(0, [new Y.XmlElement('list')]);
				const update = Y.encodeStateAsUpdate(doc, before);
				Y.applyUpdate(whole, update);
				for (const struct of decodeUpdate(update, 'client').structs) {
					const depth = nesting.place(struct, struct.id.clock);
					expect(depth).toBe(depthIn(whole, struct.id));
					deepest = Math.max(deepest, depth);
				}
				nesting.keep();
			}
		}),
		{ numRuns: 150 }
	);
	expect(deepest).toBeGreaterThan(5);
});

test('C28 what was only tried leaves no trace', () => {
	const doc = new Y.Doc();
	const list = new Y.XmlElement('list');
	doc.getXmlFragment('body').insert(0, [list]);
	const first = Y.encodeStateAsUpdate(doc);
	const before = Y.encodeStateVector(doc);
	list.insert(0, [new Y.XmlElement('item')]);
	const second = Y.encodeStateAsUpdate(doc, before);
	const nesting = new Nesting();
	const place = (update: Uint8Array): number[] =>
		decodeUpdate(update, 'client').structs.map((struct) => nesting.place(struct, struct.id.clock));
	expect(place(first)).toEqual([1]);
	nesting.undo();
	// The list is not there, so nothing can be in it.
	expect(place(second)).toEqual([0]);
	nesting.undo();
	expect(place(first)).toEqual([1]);
	nesting.keep();
	expect(place(second)).toEqual([2]);
});
