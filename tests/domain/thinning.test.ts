// [C86] Old history becomes coarser by the rule: the moments that stay read to the letter as before, everybody's words
// stay theirs, and a crash leaves every stretch either as it was or thinned.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import type { Store } from '#server/storage/store.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { documentName, field, openPast, type Past } from '../support/past.ts';

const oneHour = 60 * 60_000;
const oneDay = 24 * oneHour;

forEachDialect((dialect, open) => {
	let database: Opened;
	let past: Past;
	beforeAll(async () => {
		database = await open();
	});
	beforeEach(async () => {
		past = await openPast(dialect, database, { start: '2026-05-04T09:00:00.000Z' });
	});
	afterEach(() => past.close());
	afterAll(() => database.close());

	/** Three days of two people's writing, some minutes and some hours apart. */
	async function write(): Promise<void> {
		for (let round = 0; round < 12; round++) {
			await past.paragraph('drafter', `Round ${round}, the drafter writes.`);
			await past.paragraph('lead', `Round ${round}, the lead answers.`, round);
			await past.change('drafter', (fragment) => {
				const words = (fragment.get(round) as Y.XmlElement).get(0) as Y.XmlText;
				words.insert(words.length, ` And the drafter adds to round ${round}.`);
				if (round % 3 === 2) fragment.delete(0, 1);
			});
			past.clock.advance(round % 4 === 3 ? oneDay - 4 * oneHour : 20 * 60_000);
		}
		await past.snapshot();
	}

	/** What stands at each moment that is kept, read through the product. */
	async function textsAt(seqs: readonly number[]): Promise<Record<number, string>> {
		const texts: Record<number, string> = {};
		for (const seq of seqs) {
			const version = await past.versions.content(past.people.lead, documentName, String(seq));
			texts[seq] = version.sections[0]?.text ?? '';
		}
		return texts;
	}

	const authors = async () => {
		const { sections } = await past.versions.compare(past.people.lead, documentName, {
			from: '0',
			to: 'now'
		});
		return sections[0]?.runs.flatMap(({ text, author }) =>
			text
				.split(/\s+/)
				.filter((word) => word !== '')
				.map((word) => `${author?.name}: ${word}`)
		);
	};

	const lastOf = (rows: Awaited<ReturnType<Past['rows']>>, length: number): number[] =>
		rows
			.filter(({ at }, index) => at.slice(0, length) !== rows[index + 1]?.at.slice(0, length))
			.map(({ seq }) => seq);

	describe('C86 old history', () => {
		test('is kept whole for 30 days, then hourly, then daily, and reads at every moment that stays as it did', async () => {
			await write();
			const named = await past.versions.name(past.people.lead, documentName, {
				name: 'In the middle of an hour',
				moment: '5'
			});
			const whole = await past.rows();
			const everybody = await authors();
			past.clock.advance(20 * oneDay);
			expect(await past.versions.thin()).toMatchObject({ documents: 0 });
			expect(await past.rows()).toEqual(whole);

			const hours = lastOf(whole, 'YYYY-MM-DDTHH'.length);
			const atHours = await textsAt([...hours, 5]);
			past.clock.advance(40 * oneDay);
			const thinned = await past.versions.thin();
			expect(thinned.documents).toBe(1);
			expect(thinned.rowsAfter).toBeLessThan(whole.length);
			expect(thinned.rowsAfter).toBe((await past.rows()).length);
			expect(await textsAt([...hours, 5])).toEqual(atHours);
			expect(await authors()).toEqual(everybody);
			expect((await past.versions.thin()).documents).toBe(0);

			const days = lastOf(whole, 'YYYY-MM-DD'.length);
			past.clock.advance(200 * oneDay);
			expect((await past.versions.thin()).documents).toBe(1);
			expect((await past.rows()).length).toBeLessThan(thinned.rowsAfter);
			const atDays = Object.fromEntries([...days, 5].map((seq) => [seq, atHours[seq]]));
			expect(await textsAt([...days, 5])).toEqual(atDays);
			expect(await authors()).toEqual(everybody);
			const then = await past.versions.content(past.people.lead, documentName, named.id);
			expect(then.sections[0]?.text).toBe(atHours[5]);
		});

		test('says how finely it is kept, and shows a moment that has gone as the next that stays', async () => {
			await write();
			const whole = await past.rows();
			const [, second = 0] = lastOf(whole, 'YYYY-MM-DDTHH'.length);
			const end = await textsAt([second]);
			past.clock.advance(60 * oneDay);
			await past.versions.thin();
			const { kept } = await past.versions.list(past.people.lead, documentName, { limit: 5 });
			expect(kept.map(({ every }) => every)).toEqual(['change', 'hour']);
			const gone = await past.versions.content(past.people.lead, documentName, String(second - 1));
			expect(gone.id).toBe(String(second));
			expect(gone.sections[0]?.text).toBe(end[second]);
		});

		test('goes no further than the snapshot, and people write on as if nothing had been', async () => {
			await write();
			past.clock.advance(60 * oneDay);
			const before = (await past.rows()).length;
			await past.paragraph('lead', 'Written yesterday.');
			await past.versions.thin();
			const text = await past.text();
			expect(text).toContain('Written yesterday.');
			await past.paragraph('drafter', 'And today.');
			expect(await past.text()).toBe(`${text}\n\nAnd today.`);
			const rows = await past.rows();
			expect(rows.length).toBeLessThan(before);
			expect(rows.slice(-2).map(({ seq }) => seq)).toEqual([before + 1, before + 2]);
			// The log alone, without the snapshot, still holds all of it.
			const doc = new Y.Doc();
			for (const { bytes } of rows) Y.applyUpdate(doc, bytes);
			expect(doc.getXmlFragment(field).toJSON()).toContain('And today.');
		});

		test('that somebody names while it is being thinned stays where the name points', async () => {
			await write();
			past.clock.advance(60 * oneDay);
			const { lead } = past.people;
			const before = await textsAt([2]);
			const { readLog } = past.documents;
			let named: string | undefined;
			past.documents.readLog = async (...asked) => {
				// The rows of the first hour are on their way to being thinned.
				const rows = await readLog(...asked);
				named ??= (
					await past.versions.name(lead, documentName, { name: 'Just in time', moment: '2' })
				).id;
				return rows;
			};
			await past.versions.thin();
			past.documents.readLog = readLog;
			const then = await past.versions.content(lead, documentName, named ?? '');
			expect(then.sections[0]?.text).toBe(before[2]);
			// The rest of that hour is thinned the next time.
			expect((await past.versions.thin()).documents).toBe(1);
			expect((await past.versions.content(lead, documentName, named ?? '')).sections).toEqual(
				then.sections
			);
		});
	});

	test('C86 a crash between two stretches, or in the middle of one, loses nothing', async () => {
		await write();
		const whole = await past.rows();
		const hours = lastOf(whole, 'YYYY-MM-DDTHH'.length);
		const atHours = await textsAt(hours);
		past.clock.advance(60 * oneDay);
		let crashes = 0;
		for (let calls = 1; ; calls++) {
			const { store, hasDied } = dyingAfter(calls, past.store);
			await past.thinWith(store);
			expect(await textsAt(hours)).toEqual(atHours);
			if (!hasDied()) break;
			crashes++;
		}
		// Each time it went a little further, and what was thinned stayed thinned.
		expect(crashes).toBeGreaterThan(3);
		const rows = await past.rows();
		expect(rows.length).toBeLessThan(whole.length);
		expect(rows.length).toBe((await past.versions.thin()).rowsAfter);
	});
});

/** A store whose transaction ends without a commit when this many queries on versions have been made in it. */
function dyingAfter(calls: number, store: Store): { store: Store; hasDied: () => boolean } {
	let made = 0;
	const counting = (versions: Store['versions']): Store['versions'] =>
		new Proxy(versions, {
			get(target, name, receiver) {
				const query = Reflect.get(target, name, receiver) as (...args: unknown[]) => unknown;
				return async (...args: unknown[]) => {
					const result = await query(...args);
					if (++made === calls) throw new Error('the process has ended');
					return result;
				};
			}
		});
	return {
		store: {
			...store,
			transaction: (work) =>
				store.transaction((inside) => work({ ...inside, versions: counting(inside.versions) }))
		},
		hasDied: () => made >= calls
	};
}
