// The load writes and reads Yjs updates by hand. What it measures is worth as much as this holds.
import fc from 'fast-check';
import { applyAwarenessUpdate, Awareness } from 'y-protocols/awareness';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { clientFrame, readHead } from './frames.ts';
import { docOf } from './reading.ts';
import { latencies, median } from './statistics.ts';
import { author, documentOf, readTrace } from './trace.ts';
import { deleted, presence, textName, typed, typedLetter } from './updates.ts';
import { walkUpdate } from './walk-update.ts';

const textOf = (updates: readonly Uint8Array[]): string =>
	docOf(updates).getText(textName).toJSON();

/** The edits of an update, as a set of `client:clock`. */
function editsIn(update: Uint8Array): Set<string> {
	const edits = new Set<string>();
	walkUpdate(update, 0, update.length, (client, clock, length) => {
		for (let index = 0; index < length; index++) edits.add(`${client}:${clock + index}`);
	});
	return edits;
}

/** The same, as Yjs has it. */
function editsByYjs(update: Uint8Array): Set<string> {
	const edits = new Set<string>();
	for (const { id, length, constructor } of Y.decodeUpdate(update).structs) {
		if (constructor.name === 'Skip') continue;
		for (let index = 0; index < length; index++) edits.add(`${id.client}:${id.clock + index}`);
	}
	return edits;
}

describe('what the load writes', () => {
	test('letters typed by hand are the text an editor would make of them', () => {
		const letters = Array.from({ length: 30 }, (_, clock) => typedLetter(7, clock));
		expect(textOf(letters)).toBe('abcdefghijklmnopqrstuvwxyzabcd');
	});

	test('deleting takes out exactly what it names', () => {
		const updates = [typed(2 ** 40, 0, 'good morning'), deleted(2 ** 40, 4, 8)];
		expect(textOf(updates)).toBe('good');
		expect(docOf(updates).store.pendingDs).toBeNull();
	});

	test('letters of several writers come together in any order', () => {
		const letters = [1, 2, 3].flatMap((client) =>
			Array.from({ length: 5 }, (_, clock) => typedLetter(client, clock))
		);
		const shuffles = fc.shuffledSubarray(letters, {
			minLength: letters.length,
			maxLength: letters.length
		});
		fc.assert(fc.property(shuffles, (updates) => textOf(updates) === textOf(letters)));
	});

	test('a caret is read as presence', () => {
		const awareness = new Awareness(new Y.Doc());
		applyAwarenessUpdate(awareness, presence(300, 2, '{"section":"learning"}'), null);
		expect(awareness.getStates().get(300)).toEqual({ section: 'learning' });
		awareness.destroy();
	});

	test('a frame of any length has a head that says so', () => {
		for (const length of [0, 1, 125, 126, 65_535, 65_536, 200_000]) {
			const frame = clientFrame(Buffer.alloc(length, 'x'));
			const head = readHead(frame, 0, frame.length);
			// A client's frames have a mask of four bytes besides.
			expect(head).toMatchObject({ code: 2, length });
			expect(frame.length).toBe((head?.head ?? 0) + 4 + length);
		}
	});
});

describe('what the load reads', () => {
	const values = fc.jsonValue({ maxDepth: 3 });
	type Change = (doc: Y.Doc) => void;
	const changes: fc.Arbitrary<Change> = fc.oneof(
		fc.tuple(fc.nat(40), fc.string({ unit: 'binary', maxLength: 8 })).map(
			([at, words]): Change =>
				(doc) =>
					doc.getText('t').insert(Math.min(at, doc.getText('t').length), words)
		),
		fc.tuple(fc.nat(40), fc.nat(5)).map(([at, length]): Change => (doc) => {
			const text = doc.getText('t');
			const from = Math.min(at, text.length);
			text.delete(from, Math.min(length, text.length - from));
		}),
		fc.tuple(fc.string(), values).map(
			([key, value]): Change =>
				(doc) =>
					doc.getMap('m').set(key, value)
		),
		values.map(
			(value): Change =>
				(doc) =>
					doc
						.getArray('a')
						.push([value, Uint8Array.of(1, 2), { nothing: undefined, big: 2n, half: 1.5 }])
		),
		fc.nat(10).map((at): Change => (doc) => {
			const fragment = doc.getXmlFragment('x');
			const paragraph = new Y.XmlElement('paragraph');
			paragraph.setAttribute('level', '2');
			paragraph.insert(0, [new Y.XmlText('words')]);
			fragment.insert(Math.min(at, fragment.length), [paragraph]);
		}),
		fc.nat(10).map((at): Change => (doc) => {
			const text = doc.getText('t');
			text.format(Math.min(at, text.length), 0, { bold: true });
			text.insertEmbed(0, { image: 'x' });
		})
	);

	test('the edits of an update are those Yjs finds in it, whatever it holds', () => {
		fc.assert(
			fc.property(fc.array(changes, { maxLength: 12 }), fc.nat(), (list, client) => {
				const doc = new Y.Doc();
				doc.clientID = client;
				const updates: Uint8Array[] = [];
				doc.on('update', (update: Uint8Array) => updates.push(update));
				for (const change of list) change(doc);
				for (const update of [...updates, Y.encodeStateAsUpdate(doc)]) {
					expect(editsIn(update)).toEqual(editsByYjs(update));
				}
			})
		);
	});

	test('updates that a server has put together with a gap between them are counted without the gap', () => {
		const merged = Y.mergeUpdates([typedLetter(5, 0), typedLetter(5, 9)]);
		expect(editsIn(merged)).toEqual(new Set(['5:0', '5:9']));
	});

	test('an update that ends too early is not taken for a short one', () => {
		const update = typed(5, 0, 'words');
		for (let length = 1; length < update.length - 1; length++) {
			expect(() => walkUpdate(update, 0, length, () => {})).toThrow(RangeError);
		}
	});

	test('the paper is there, edit by edit', () => {
		const edits = readTrace(5_000);
		let reach = 0;
		for (const { update, clock } of edits) {
			walkUpdate(update, 0, update.length, (client, from, length) => {
				expect(client).toBe(author);
				reach = Math.max(reach, from + length);
			});
			expect(clock).toBe(reach);
		}
	});

	test('the document of some pages weighs what it should', () => {
		const { update, clock, text } = documentOf(5_000);
		expect(update.length).toBeGreaterThan(5_000);
		expect(update.length).toBeLessThan(6_000);
		expect(textOf([update])).toBe(text);
		expect(Y.getState(docOf([update]).store, author)).toBe(clock);
	});
});

test('the median of an even number of runs lies between the middle two; percentiles are of what was measured', () => {
	expect(median([4, 1, 3, 2])).toBe(2.5);
	expect(median([5, 1, 3])).toBe(3);
	const hundred = Array.from({ length: 100 }, (_, index) => index + 1);
	expect(latencies(hundred)).toEqual({ p50: 51, p99: 100, max: 100 });
});
