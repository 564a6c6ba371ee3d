// The past of a draft: who wrote when, moments with a name, two moments compared, what was bringing back brings back.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { anonymous } from '#server/kernel/actor.ts';
import { expectRefused } from '../support/alliance.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { documentName, field, openPast, type Past } from '../support/past.ts';

const oneHour = 60 * 60_000;

forEachDialect((dialect, open) => {
	let database: Opened;
	let past: Past;
	beforeAll(async () => {
		database = await open();
	});
	beforeEach(async () => {
		past = await openPast(dialect, database);
	});
	afterEach(() => past.close());
	afterAll(() => database.close());

	const list = async (limit = 50, after?: string) =>
		past.versions.list(past.people.drafter, documentName, { limit, after });
	const told = async () =>
		(await list()).items.map(({ kind, name, authors }) => [
			name ?? kind,
			authors.map((author) => author.name).join(' and ')
		]);

	describe('C81 the timeline', () => {
		test('tells who wrote when, an hour at a time, without what they wrote', async () => {
			await past.paragraph('drafter', 'One.');
			await past.paragraph('drafter', 'Two.');
			await past.paragraph('lead', 'Three.');
			past.clock.advance(oneHour);
			await past.paragraph('lead', 'Four.');
			const { items, next, kept } = await list();
			expect(items).toMatchObject([
				{ id: '4', kind: 'writing', changes: 1, authors: [{ id: 'lead', name: 'lead' }] },
				{
					id: '3',
					changes: 3,
					since: '2026-11-23T10:01:00.000Z',
					at: '2026-11-23T10:03:00.000Z',
					authors: [{ id: 'drafter' }, { id: 'lead' }]
				}
			]);
			expect(next).toBeNull();
			expect(kept).toEqual([{ every: 'change', from: null }]);
		});

		test('goes on where a page ended, and leaves nothing out', async () => {
			for (let hour = 0; hour < 5; hour++) {
				await past.paragraph('drafter', `Hour ${hour}.`);
				await past.paragraph('lead', `Still hour ${hour}.`);
				if (hour === 2)
					await past.versions.name(past.people.lead, documentName, { name: 'Half way' });
				past.clock.advance(oneHour);
			}
			const all = (await list()).items.map(({ id }) => id);
			const paged: string[] = [];
			let after: string | undefined;
			do {
				const page = await list(2, after);
				paged.push(...page.items.map(({ id }) => id));
				after = page.next ?? undefined;
			} while (after !== undefined);
			expect(paged).toEqual(all);
			expect(all).toHaveLength(6);
		});
	});

	describe('C82 a moment with a name', () => {
		test('is kept with who named it, and ends the stretch of writing it stands in', async () => {
			await past.paragraph('drafter', 'Before the board.');
			const named = await past.versions.name(past.people.lead, documentName, {
				name: 'As sent to the board'
			});
			await past.paragraph('lead', 'After the board.');
			expect(named).toMatchObject({
				kind: 'named',
				by: { id: 'lead' },
				authors: [{ id: 'drafter' }]
			});
			expect(await told()).toEqual([
				['writing', 'lead'],
				['As sent to the board', 'drafter'],
				['writing', 'drafter']
			]);
			const then = await past.versions.content(past.people.reader, documentName, named.id);
			expect(then.sections[0]).toMatchObject({ text: 'Before the board.', words: 3 });
			expect(past.versions.asText(then)).toContain('As sent to the board');
			expect(past.versions.asHtml(then)).toContain('<p>Before the board.</p>');
		});

		test('can lie in the past', async () => {
			await past.paragraph('drafter', 'First.');
			await past.paragraph('drafter', 'Second.');
			const named = await past.versions.name(past.people.drafter, documentName, {
				name: 'Only the first',
				moment: '1'
			});
			const then = await past.versions.content(past.people.drafter, documentName, named.id);
			expect(then.sections[0]?.text).toBe('First.');
		});

		test('cannot be one at which nothing was written', async () => {
			const { drafter } = past.people;
			await expectRefused(
				past.versions.name(drafter, documentName, { name: 'Nothing' }),
				'conflict'
			);
			await expectRefused(
				past.versions.name(drafter, documentName, { name: 'Later', moment: '7' }),
				'not-found'
			);
		});
	});

	describe('C87 who may look at the past', () => {
		test('[F5] only members of the organisations that write it, published or not', async () => {
			await past.paragraph('drafter', 'Ours.');
			for (const state of ['draft', 'published'] as const) {
				past.report.state = state;
				for (const actor of [past.people.hackney, past.people.coordinator, anonymous]) {
					await expectRefused(
						[
							past.versions.list(actor, documentName, { limit: 5 }),
							past.versions.content(actor, documentName, '1'),
							past.versions.compare(actor, documentName, { from: '0', to: 'now' }),
							past.versions.lost(actor, documentName),
							past.versions.name(actor, documentName, { name: 'Mine now' }),
							past.versions.restore(actor, documentName, '1', {}),
							past.versions.putBack(actor, documentName, '1-1')
						],
						'not-found'
					);
				}
			}
		});

		test('who may not write the text may read its past and nothing more', async () => {
			await past.paragraph('drafter', 'Ours.');
			const { reader, drafter } = past.people;
			expect(await past.versions.abilities(reader, documentName)).toEqual({
				read: true,
				write: false
			});
			await past.versions.list(reader, documentName, { limit: 5 });
			await expectRefused(
				[
					past.versions.name(reader, documentName, { name: 'Mine' }),
					past.versions.restore(reader, documentName, '1', {}),
					past.versions.putBack(reader, documentName, '1-1')
				],
				'not-allowed'
			);
			past.report.state = 'published';
			await expectRefused(past.versions.restore(drafter, documentName, '1', {}), 'not-allowed');
		});

		test('[F4] a version of one text is unknown in another, even to somebody who may read both', async () => {
			await past.paragraph('drafter', 'Ours.');
			const { lead } = past.people;
			const named = await past.versions.name(lead, documentName, { name: 'Ours' });
			const both = {
				...lead,
				seats: [...lead.seats, ...past.people.hackney.seats]
			};
			await expectRefused(
				[
					past.versions.content(both, 'report-hackney', named.id),
					past.versions.compare(both, 'report-hackney', { from: named.id, to: 'now' }),
					past.versions.restore(both, 'report-hackney', named.id, {})
				],
				'not-found'
			);
		});
	});

	describe('C84 bringing back', () => {
		test('is a new change on top, keeps what stood there, and can be taken back', async () => {
			await past.paragraph('drafter', 'We paid 41 of 46 invoices.');
			await past.paragraph('drafter', 'Five were late.');
			const before = (await past.rows()).length;
			await past.change('lead', (fragment) => fragment.delete(0, 2));
			await past.paragraph('lead', 'Nothing to report.');
			const restored = await past.versions.restore(past.people.drafter, documentName, '2', {
				field
			});
			expect(await past.text()).toBe('We paid 41 of 46 invoices.\n\nFive were late.');
			expect((await past.rows()).length).toBe(before + 3);
			expect((await past.rows()).at(-1)?.memberId).toBe('drafter');
			expect(await told()).toContainEqual(['Before commitment 3 was put back', expect.anything()]);
			await past.versions.restore(past.people.lead, documentName, restored.id, { field });
			expect(await past.text()).toBe('Nothing to report.');
		});

		test('leaves paragraphs that read alike where they are, with whoever is writing in them', async () => {
			await past.paragraph('drafter', 'One stays.');
			await past.paragraph('drafter', 'Two goes.');
			await past.paragraph('drafter', 'Three stays.');
			await past.change('lead', (fragment) => fragment.delete(1, 1));
			await past.paragraph('lead', 'Four is too much.', 0);
			const ids = async () =>
				new Map(
					await past
						.change('nobody', () => {})
						.then(async () => {
							const doc = new Y.Doc();
							for (const { bytes } of await past.rows()) Y.applyUpdate(doc, bytes);
							return (doc.getXmlFragment(field).toArray() as Y.XmlElement[]).map(
								(element): [string, string] => [
									(element.get(0) as Y.XmlText).toJSON(),
									`${element._item?.id.client}-${element._item?.id.clock}`
								]
							);
						})
				);
			const before = await ids();
			await past.versions.restore(past.people.drafter, documentName, '3', {});
			expect(await past.text()).toBe('One stays.\n\nTwo goes.\n\nThree stays.');
			const after = await ids();
			expect(after.get('One stays.')).toBe(before.get('One stays.'));
			expect(after.get('Three stays.')).toBe(before.get('Three stays.'));
		});

		test('what stands there already is not brought back again', async () => {
			await past.paragraph('drafter', 'One.');
			await expectRefused(
				past.versions.restore(past.people.drafter, documentName, '1', {}),
				'conflict'
			);
			await expectRefused(
				past.versions.restore(past.people.drafter, documentName, '0', { field: 'section:none' }),
				'invalid',
				'field'
			);
			await past.versions.restore(past.people.drafter, documentName, '0', {});
			expect(await past.text()).toBe('');
		});

		test('[F3] rights taken back while the past is looked up: nothing changes', async () => {
			await past.paragraph('drafter', 'One.');
			await past.paragraph('drafter', 'Two.');
			const { readLog } = past.documents;
			past.documents.readLog = (...asked) => {
				past.report.state = 'published';
				return readLog(...asked);
			};
			await expectRefused(
				past.versions.restore(past.people.drafter, documentName, '1', {}),
				'not-allowed'
			);
			expect(await past.text()).toBe('One.\n\nTwo.');
			expect((await list()).items.filter(({ kind }) => kind !== 'writing')).toEqual([]);
		});
	});

	describe('C85 “Where did my paragraph go?”', () => {
		const lost = async (who: 'drafter' | 'lead' = 'drafter') =>
			(await past.versions.lost(past.people[who], documentName)).items;

		test('tells what I wrote, who removed it and when, and puts it back where it stood', async () => {
			await past.paragraph('lead', 'The beginning.');
			await past.paragraph('drafter', 'Five invoices were late by eleven weeks.');
			await past.paragraph('lead', 'The end.');
			past.clock.advance(oneHour);
			await past.change('lead', (fragment) => fragment.delete(1, 1));
			expect(await lost('lead')).toEqual([]);
			const [found] = await lost();
			expect(found).toMatchObject({
				field,
				title: 'Commitment 3: Partnership',
				text: 'Five invoices were late by eleven weeks.',
				words: 7,
				removedBy: { id: 'lead', name: 'lead' },
				removedAt: '2026-11-23T11:04:00.000Z',
				before: '3'
			});
			await past.versions.putBack(past.people.drafter, documentName, found?.id ?? '');
			expect(await past.text()).toBe(
				'The beginning.\n\nFive invoices were late by eleven weeks.\n\nThe end.'
			);
			expect(await lost()).toEqual([]);
			await expectRefused(
				past.versions.putBack(past.people.drafter, documentName, found?.id ?? ''),
				'not-found'
			);
		});

		test('finds a sentence that went from the middle of a paragraph, and its place there', async () => {
			await past.paragraph(
				'drafter',
				'We paid on time. Five groups had to wait long. We are sorry.'
			);
			past.clock.advance(oneHour);
			await past.change('lead', (fragment) => {
				((fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText).delete(17, 30);
			});
			expect(await past.text()).toBe('We paid on time. We are sorry.');
			const [found] = await lost();
			expect(found?.text).toBe('Five groups had to wait long.');
			await past.versions.putBack(past.people.drafter, documentName, found?.id ?? '');
			expect(await past.text()).toBe(
				'We paid on time. Five groups had to wait long. We are sorry.'
			);
		});

		test('says nothing of a change of wording, of second thoughts, or of what was moved', async () => {
			await past.paragraph('drafter', 'A short word or two here.');
			await past.change('lead', (fragment) => {
				((fragment.get(0) as Y.XmlElement).get(0) as Y.XmlText).delete(0, 7);
			});
			await past.paragraph('drafter', 'This sentence I took back at once.');
			await past.change('drafter', (fragment) => fragment.delete(1, 1));
			await past.paragraph('drafter', 'This sentence stands somewhere else now.');
			past.clock.advance(oneHour);
			await past.change('lead', (fragment) => fragment.delete(1, 1));
			await past.paragraph('lead', 'This sentence stands somewhere else now.', 0);
			expect(await lost()).toEqual([]);
		});

		test('finds it still when the log has been folded and everything around it has gone too', async () => {
			await past.paragraph('drafter', 'Five invoices were late by eleven weeks.');
			await past.paragraph('lead', 'The end.');
			past.clock.advance(oneHour);
			await past.change('lead', (fragment) => fragment.delete(0, 2));
			await past.snapshot();
			const [found] = await lost();
			await past.versions.putBack(past.people.drafter, documentName, found?.id ?? '');
			expect(await past.text()).toBe('Five invoices were late by eleven weeks.');
		});
	});

	describe('C80 [F25] a section emptied in one change', () => {
		const sentence = 'Fifteen organisations now hold a two-year agreement with us in the city. ';
		const items = async () => (await list()).items.filter(({ kind }) => kind === 'before-clearing');

		test('is kept as it was, told to everybody, and comes back in one step', async () => {
			await past.paragraph('drafter', sentence.repeat(12));
			await past.change('lead', (fragment) => fragment.delete(0, 1));
			await past.versions.close();
			expect(await past.text()).toBe('');
			const [version] = await items();
			expect(version).toMatchObject({
				name: 'Before commitment 3 was cleared',
				by: { id: 'lead' }
			});
			expect(past.notices).toEqual([
				{
					kind: 'cleared',
					field,
					memberId: 'lead',
					name: 'lead',
					at: '2026-11-23T10:02:00.000Z',
					versionId: version?.id,
					words: 144
				}
			]);
			await past.versions.restore(past.people.drafter, documentName, version?.id ?? '', { field });
			expect(await past.text()).toBe(sentence.repeat(12));
		});

		test('written over with as many other words is cleared all the same', async () => {
			await past.paragraph('drafter', sentence.repeat(12));
			await past.change('lead', (fragment) => {
				fragment.delete(0, 1);
				const element = new Y.XmlElement('paragraph');
				fragment.insert(0, [element]);
				element.insert(0, [new Y.XmlText('Quite another text altogether. '.repeat(40))]);
			});
			await past.versions.close();
			expect(await items()).toHaveLength(1);
		});

		test('is found too when the log has been folded meanwhile', async () => {
			await past.paragraph('drafter', sentence.repeat(12));
			await past.change('lead', (fragment) => fragment.delete(0, 1));
			await past.versions.close();
			await past.snapshot();
			expect(await past.history.cleared(documentName, 2)).toEqual([{ field, words: 144 }]);
		});

		test('by a script, over and over, makes no more than twenty versions a minute', async () => {
			for (let time = 0; time < 25; time++) {
				await past.collaboration.edit(documentName, 'lead', (doc) => {
					const element = new Y.XmlElement('paragraph');
					doc.getXmlFragment(field).insert(0, [element]);
					element.insert(0, [new Y.XmlText(sentence.repeat(12))]);
				});
				await past.collaboration.edit(documentName, 'lead', (doc) =>
					doc.getXmlFragment(field).delete(0, 1)
				);
			}
			await past.versions.close();
			expect(await items()).toHaveLength(20);
		});

		test('but a short one is not, nor one that keeps a quarter of its words', async () => {
			await past.paragraph('drafter', 'word '.repeat(90).trimEnd());
			await past.change('lead', (fragment) => fragment.delete(0, 1));
			await past.paragraph('drafter', sentence.repeat(4));
			await past.paragraph('drafter', sentence.repeat(12));
			await past.change('lead', (fragment) => fragment.delete(1, 1));
			await past.versions.close();
			expect(await items()).toEqual([]);
			expect(past.notices).toEqual([]);
		});
	});
});
