import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import {
	addParagraph,
	field,
	paragraphsOf,
	playedTo,
	textIn,
	textOf,
	writtenHistory,
	type Writer
} from '../../../../tests/support/written-history.ts';
import { packRows, unpackRows } from './log-rows.ts';
import { Recording } from './recording.ts';
import { joinRuns, thinRows } from './thin.ts';

const people = ['anna', 'ben', 'cleo'];
const step = fc.record({
	who: fc.nat(people.length - 1),
	at: fc.nat(),
	letters: fc.string({ minLength: 1, maxLength: 4 }),
	removes: fc.boolean(),
	catchesUp: fc.boolean(),
	newParagraph: fc.boolean()
});

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

function written(steps: readonly Step[]) {
	const history = writtenHistory(people);
	for (const { who, at, letters, removes, catchesUp, newParagraph } of steps) {
		const writer = history.writers[who];
		if (writer === undefined) continue;
		if (catchesUp) history.catchUp(writer);
		const paragraphs = paragraphsOf(writer.doc);
		const paragraph = paragraphs[at % (paragraphs.length || 1)];
		if (paragraph === undefined || newParagraph) {
			addParagraph(writer.doc, at % (paragraphs.length + 1), letters);
			continue;
		}
		const text = textIn(paragraph);
		const place = at % (text.length + 1);
		if (removes && text.length > place) text.delete(place, Math.min(2, text.length - place));
		else text.insert(place, letters);
	}
	return history;
}

const asRows = (rows: Parameters<typeof packRows>[0]) => [...unpackRows(packRows(rows))];

describe('C86 a thinned stretch', () => {
	test('leaves the text at its end as it was, with everybody’s words still theirs', () => {
		let fewer = 0;
		fc.assert(
			fc.property(
				fc.array(step, { minLength: 4, maxLength: 40 }),
				fc.nat(),
				fc.nat(),
				(steps, one, other) => {
					const { rows } = written(steps);
					const [first, last] = [one % rows.length, other % rows.length].sort((a, b) => a - b) as [
						number,
						number
					];
					const stretch = rows.slice(first, last + 1);
					const end = stretch.at(-1)?.seq ?? 0;
					const thinned = thinRows(asRows(stretch));
					const kept = [
						...rows.slice(0, first),
						...thinned.map(({ memberId, bytes }, index) => ({
							documentName: 'report-1',
							seq: end - thinned.length + 1 + index,
							memberId,
							at: stretch.at(-1)?.at ?? '',
							bytes
						})),
						...rows.slice(last + 1)
					];
					fewer += rows.length - kept.length;
					// The end of the stretch, and every moment outside it.
					for (const { seq } of [...rows.slice(0, first), ...rows.slice(last)]) {
						expect(textOf(playedTo(kept, seq))).toBe(textOf(playedTo(rows, seq)));
					}
					expect(authorsOf(kept)).toEqual(authorsOf(rows));
				}
			),
			{ numRuns: 80 }
		);
		expect(fewer).toBeGreaterThan(100);
	});

	test.each([
		[1, 2],
		[2, 1]
	])(
		'keeps letters in order that were typed left of what a colleague had put there (clients %i, %i)',
		(annas, bens) => {
			const { rows, writers, ...history } = writtenHistory(['anna', 'ben']);
			const [anna, ben] = writers as [Writer, Writer];
			[anna.doc.clientID, ben.doc.clientID] = [annas, bens];
			addParagraph(anna.doc, 0, 'a');
			history.catchUp(ben);
			textIn(paragraphsOf(ben.doc)[0] as Y.XmlElement).insert(1, 'Z');
			history.catchUp(anna);
			textIn(paragraphsOf(anna.doc)[0] as Y.XmlElement).insert(1, 'b');
			const thinned = thinRows(asRows(rows)).map((row, index) => ({
				...row,
				documentName: 'report-1',
				seq: index + 1,
				at: ''
			}));
			expect(thinned).toHaveLength(2);
			expect(textOf(playedTo(thinned, 2))).toBe('abZ\n');
		}
	);

	test('makes of a paragraph that was typed letter by letter one edit', () => {
		const history = writtenHistory(['anna']);
		const doc = history.writers[0]?.doc ?? new Y.Doc();
		// Five bytes, as fifteen of sixteen have: a shorter one makes the letters' updates shorter too.
		doc.clientID = 2 ** 31;
		addParagraph(doc, 0, '');
		for (const letter of 'We paid 41 of 46 invoices within thirty days.') {
			const text = textIn(paragraphsOf(doc)[0] as Y.XmlElement);
			text.insert(text.length, letter);
		}
		const [thinned] = thinRows(asRows(history.rows));
		const size = history.rows.reduce((sum, { bytes }) => sum + bytes.length, 0);
		expect(thinned?.bytes.length).toBeLessThan(size / 8);
		expect(Y.decodeUpdate(thinned?.bytes ?? new Uint8Array()).structs).toHaveLength(3);
	});

	test('an edit joined from letters comes apart again where somebody wrote in between', () => {
		const anna = new Y.Doc();
		const updates: Uint8Array[] = [];
		anna.on('update', (update: Uint8Array) => updates.push(update));
		const text = anna.getText('t');
		for (const letter of 'abcdef') text.insert(text.length, letter);
		const ben = new Y.Doc();
		for (const update of updates) Y.applyUpdate(ben, update);
		ben.getText('t').insert(3, ' and ');
		const benWrote = Y.encodeStateAsUpdate(ben, Y.encodeStateVector(anna));

		const joined = joinRuns(Y.mergeUpdates(updates));
		expect(Y.decodeUpdate(joined).structs).toHaveLength(1);
		const doc = new Y.Doc();
		Y.applyUpdate(doc, benWrote);
		Y.applyUpdate(doc, joined);
		expect(doc.getText('t').toJSON()).toBe('abc and def');
	});
});

/** Every letter that ever stood there, with who wrote it. */
function authorsOf(rows: Parameters<typeof packRows>[0]): string[] {
	const recording = new Recording();
	recording.add(packRows(rows));
	return recording
		.pieces(field)
		.flatMap(({ text, born }) =>
			[...text].map((sign) => `${sign} ${recording.row(born).memberId}`)
		);
}
