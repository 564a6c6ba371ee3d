import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { Known } from './known.ts';
import { NotTheProtocol } from './protocol.ts';

const decodeVector = (bytes: Uint8Array) => new Map([...Y.decodeStateVector(bytes)].sort());

/** What Yjs itself makes of an update: whether something waits, whether anything changed. */
function yjsSays(accepted: readonly Uint8Array[], update: Uint8Array): 'new' | 'known' | 'gap' {
	const doc = new Y.Doc({ gc: false });
	for (const each of accepted) Y.applyUpdate(doc, each);
	const before = Y.snapshot(doc);
	Y.applyUpdate(doc, update);
	const isWaiting = doc.store.pendingStructs !== null || doc.store.pendingDs !== null;
	const isSame = Y.equalSnapshots(before, Y.snapshot(doc));
	return isWaiting ? 'gap' : isSame ? 'known' : 'new';
}

const step = fc.record({
	who: fc.nat(2),
	deletes: fc.boolean(),
	at: fc.nat(),
	text: fc.string({ minLength: 1, maxLength: 3 }),
	/** Sees the others' edits first. */
	catchesUp: fc.boolean()
});

describe('what a room knows of its document', () => {
	test('C21–C24 agrees with Yjs about what is new, known already, or has a gap', () => {
		let gaps = 0;
		let known = 0;
		fc.assert(
			fc.property(
				fc.array(step, { maxLength: 25 }),
				fc.array(fc.nat(), { maxLength: 25 }),
				(steps, order) => {
					const docs = [1, 2, 3].map((client) => {
						const doc = new Y.Doc({ gc: false });
						doc.clientID = client;
						return doc;
					});
					const updates: Uint8Array[] = [];
					for (const { who, deletes, at, text, catchesUp } of steps) {
						const doc = docs[who] as Y.Doc;
						if (catchesUp)
							for (const other of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other));
						const before = Y.encodeStateVector(doc);
						const target = doc.getText('text');
						const place = at % (target.length + 1);
						if (deletes && place < target.length) target.delete(place, 1);
						else target.insert(place, text);
						updates.push(Y.encodeStateAsUpdate(doc, before));
					}
					// Mostly in order, with some handed over early and some twice.
					for (const [index, pick] of order.entries()) {
						const early = updates[(index + pick) % (updates.length || 1)];
						if (pick % 3 === 0 && early !== undefined) updates.splice(index, 0, early);
					}
					const room = new Known();
					const accepted: Uint8Array[] = [];
					for (const update of updates) {
						const expected = yjsSays(accepted, update);
						expect(room.take(update).is).toBe(expected);
						if (expected === 'gap') gaps++;
						else accepted.push(update);
						if (expected === 'known') known++;
					}
					const doc = new Y.Doc({ gc: false });
					for (const update of accepted) Y.applyUpdate(doc, update);
					expect(decodeVector(room.vector())).toEqual(decodeVector(Y.encodeStateVector(doc)));

					const reloaded = new Known();
					reloaded.add(Y.encodeStateAsUpdate(doc));
					expect(decodeVector(reloaded.vector())).toEqual(decodeVector(room.vector()));
					for (const update of accepted) expect(reloaded.take(update).is).toBe('known');
				}
			),
			{ numRuns: 150 }
		);
		expect(gaps).toBeGreaterThan(10);
		expect(known).toBeGreaterThan(10);
	});

	test('C04 noise is refused and changes nothing', () => {
		const doc = new Y.Doc();
		doc.getText('text').insert(0, 'hello');
		const good = Y.encodeStateAsUpdate(doc);
		fc.assert(
			fc.property(
				fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { maxLength: 6 }),
				fc.uint8Array({ maxLength: 4 }),
				(changes, tail) => {
					const bad = Uint8Array.from([...good, ...tail]);
					for (const [at, value] of changes) bad[at] = value;
					const room = new Known();
					try {
						if (room.take(bad).is !== 'new') return;
					} catch (error) {
						expect(error).toBeInstanceOf(NotTheProtocol);
						expect(decodeVector(room.vector()).size).toBe(0);
						return;
					}
					// Whatever was taken, Yjs can open and nothing waits in it.
					expect(yjsSays([], bad)).toBe('new');
				}
			),
			{ numRuns: 500 }
		);
	});

	test('C21 edits that wait for each other in a ring are a gap, not a document', () => {
		const ring = Y.encodeStateAsUpdate(new Y.Doc());
		const first = new Y.Doc();
		first.clientID = 1;
		first.getText('text').insert(0, 'a');
		const second = new Y.Doc();
		second.clientID = 2;
		Y.applyUpdate(second, Y.encodeStateAsUpdate(first));
		second.getText('text').insert(1, 'b');
		const both = Y.encodeStateAsUpdate(second);
		const swapped = Y.mergeUpdates([both, ring]);
		expect(new Known().take(swapped).is).toBe('new');
		const onlySecond = Y.diffUpdate(both, Y.encodeStateVector(first));
		expect(new Known().take(onlySecond).is).toBe('gap');
	});
});
