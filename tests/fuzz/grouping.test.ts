// [F19] The same edits give the same text, in whatever order they come and however they are put together on the way:
// by a client that was away, by a batch, by a snapshot, by a snapshot of a snapshot.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { contentOf } from '#server/domain/collaboration/derive.ts';
import { foldUpdates } from '#server/domain/collaboration/folding.ts';
import { joinRuns, runOf, type Run } from '#server/domain/collaboration/joining.ts';
import { decodeUpdate, Known } from '#server/domain/collaboration/known.ts';

type Step = { who: number; does: number; at: number; text: string; catchesUp: boolean };

const step = fc.record({
	who: fc.nat(2),
	does: fc.nat(5),
	at: fc.nat(),
	text: fc.string({ minLength: 1, maxLength: 4 }),
	catchesUp: fc.boolean()
});
const steps = fc.array(step, { minLength: 1, maxLength: 40 });
/** Any number per update: where it goes, and whether a group ends with it. */
const shuffle = fc.array(fc.nat(), { minLength: 40, maxLength: 40 });

/** What three people write into the same section, as the updates that their editors send. */
function written(given: readonly Step[]): Uint8Array[] {
	const updates: Uint8Array[] = [];
	const docs = [11, 12, 13].map((client) => {
		const doc = new Y.Doc();
		doc.clientID = client;
		doc.on('update', (update: Uint8Array, origin: unknown) => {
			if (origin !== 'other') updates.push(update);
		});
		return doc;
	});
	for (const { who, does, at, text, catchesUp } of given) {
		const doc = docs[who] as Y.Doc;
		if (catchesUp) {
			for (const other of docs) Y.applyUpdate(doc, Y.encodeStateAsUpdate(other), 'other');
		}
		const section = doc.getXmlFragment('section:why');
		const place = section.length === 0 ? 0 : at % section.length;
		const paragraph = section.length === 0 ? undefined : section.get(place);
		const words = paragraph instanceof Y.XmlElement ? paragraph.get(0) : undefined;
		if (!(words instanceof Y.XmlText) || does === 0) {
			const made = new Y.XmlElement('paragraph');
			made.insert(0, [new Y.XmlText(text)]);
			section.insert(place, [made]);
		} else if (does === 1) {
			section.delete(place, 1);
		} else if (does === 2 && words.length > 0) {
			words.delete(at % words.length, 1);
		} else if (does === 3 && words.length > 0) {
			words.format(at % words.length, 1, { bold: true });
		} else {
			words.insert(at % (words.length + 1), text);
		}
	}
	return updates;
}

const shuffled = (updates: readonly Uint8Array[], order: readonly number[]): Uint8Array[] =>
	updates
		.map((update, index) => ({ update, place: order[index % order.length] ?? 0 }))
		.sort((one, other) => one.place - other.place)
		.map(({ update }) => update);

/** Cuts a list where the numbers say so. */
function groups<T>(list: readonly T[], cuts: readonly number[]): T[][] {
	const made: T[][] = [[]];
	for (const [index, each] of list.entries()) {
		made.at(-1)?.push(each);
		if ((cuts[index % cuts.length] ?? 0) % 3 === 0) made.push([]);
	}
	return made.filter((group) => group.length > 0);
}

test('any order, and any grouping by whoever was away', () => {
	fc.assert(
		fc.property(steps, shuffle, shuffle, (given, order, cuts) => {
			const updates = written(given);
			const expected = contentOf(updates);
			const regrouped = groups(shuffled(updates, order), cuts).map((group) =>
				Y.mergeUpdates(group)
			);
			expect(contentOf(regrouped)).toEqual(expected);
		}),
		{ numRuns: 150 }
	);
});

test('C61 any snapshot, and any snapshot of a snapshot, with what came later', () => {
	fc.assert(
		fc.property(steps, shuffle, (given, cuts) => {
			const updates = written(given);
			let snapshot: Uint8Array | undefined;
			for (const group of groups(updates, cuts)) {
				snapshot = foldUpdates(snapshot === undefined ? group : [snapshot, ...group]);
			}
			expect(contentOf(snapshot === undefined ? [] : [snapshot])).toEqual(contentOf(updates));
			const half = updates.length >> 1;
			const later = updates.slice(half);
			expect(contentOf([foldUpdates(updates.slice(0, half)), ...later])).toEqual(
				contentOf(updates)
			);
		}),
		{ numRuns: 200 }
	);
});

test('C36 any runs of one person’s edits joined in a batch', () => {
	let joined = 0;
	fc.assert(
		fc.property(steps, shuffle, (given, cuts) => {
			const updates = written(given);
			const known = new Known();
			const batch: { run: Run | null; update: Uint8Array }[] = [];
			for (const [index, update] of updates.entries()) {
				const reach = Y.decodeStateVector(known.vector());
				const run = runOf(decodeUpdate(update, 'client'), (client) => reach.get(client) ?? 0);
				known.add(update);
				const last = batch.at(-1);
				const isCut = (cuts[index % cuts.length] ?? 0) % 3 === 0;
				if (!isCut && run !== null && last?.run?.client === run.client) {
					batch[batch.length - 1] = joinRuns({ ...last, run: last.run }, { run, update });
					joined++;
				} else {
					batch.push({ run, update });
				}
			}
			const sent = batch.map(({ update }) => update);
			expect(contentOf(sent)).toEqual(contentOf(updates));
			const replayed = new Known();
			for (const update of sent) expect(replayed.add(update)).toBe(true);
			expect(replayed.vector()).toEqual(known.vector());
		}),
		{ numRuns: 200 }
	);
	expect(joined).toBeGreaterThan(20);
});

test('C21 C23 whoever comes too early comes again, and in the end everything has been taken', () => {
	let early = 0;
	fc.assert(
		fc.property(steps, shuffle, (given, order) => {
			const updates = written(given);
			const known = new Known();
			const taken: Uint8Array[] = [];
			let waiting = shuffled(updates, order);
			while (waiting.length > 0) {
				const again = waiting.filter((update) => {
					const { is } = known.take(update);
					if (is === 'new') taken.push(update);
					return is === 'gap';
				});
				expect(again.length, 'somebody gets on').toBeLessThan(waiting.length);
				early += again.length;
				waiting = again;
			}
			expect(contentOf(taken)).toEqual(contentOf(updates));
		}),
		{ numRuns: 200 }
	);
	expect(early).toBeGreaterThan(100);
});
