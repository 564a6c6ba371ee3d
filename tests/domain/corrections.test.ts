// After publication day: reports that were late, and corrections as new editions with a public note.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { openPublicationDay, type PublicationDay } from '../support/publication-day.ts';

const failure = (code: string): unknown => expect.objectContaining({ code });
const note = 'The figure for March was wrong.';

forEachDialect((dialect, open) => {
	let database: Opened;
	let day: PublicationDay;
	let leeds: string;
	let hackney: string;

	beforeAll(async () => {
		database = await open();
	});
	beforeEach(async () => {
		day = await openPublicationDay(dialect, database);
		leeds = await day.draft(day.people.leedsLead, 'o-leeds');
		hackney = await day.draft(day.people.hackneyLead, 'o-hackney');
		await day.sign(leeds, day.people.leedsLead);
		await day.comes();
	});
	afterEach(() => day.close());
	afterAll(() => database.close());

	const sectionText = async () => {
		const content = await day.collaboration.content(await day.documentOf(leeds));
		return content['section:commitment-1']?.text;
	};
	const editions = async (id: string) =>
		(await day.store.editions.ofReports([id])).map((each) => [each.number, each.note]);

	describe('a report that was late', () => {
		test('is published by the coordinator once it is signed', async () => {
			const publish = () => day.corrections.publish(day.people.coordinator, hackney);
			await expect(publish()).rejects.toEqual(failure('conflict'));
			await day.sign(hackney, day.people.hackneyLead);
			await publish();
			expect(await editions(hackney)).toEqual([[1, null]]);
			expect(await day.stateOf(hackney)).toBe('published');
		});

		test('is not published by its lead, and not before the round is', async () => {
			await day.sign(hackney, day.people.hackneyLead);
			await expect(day.corrections.publish(day.people.hackneyLead, hackney)).rejects.toEqual(
				failure('not-allowed')
			);
			await day.publication.withdraw(day.people.coordinator, 'r3', {
				reason: 'Not yet.',
				at: '2026-12-22T10:00:00.000Z'
			});
			await expect(day.corrections.publish(day.people.coordinator, hackney)).rejects.toEqual(
				failure('not-allowed')
			);
		});
	});

	describe('a correction', () => {
		test('is written and signed while the public reads what stands, then it is the next edition', async () => {
			await day.corrections.start(day.people.leedsLead, leeds, { note });
			const { abilities } = await day.reports.byId(day.people.leedsDrafter, leeds);
			expect(abilities.write).toBe(true);
			await day.write(leeds, 'In March it was 41.');
			expect(await day.publicText(leeds)).not.toContain('41');
			await expect(day.corrections.publish(day.people.leedsLead, leeds)).rejects.toEqual(
				failure('conflict')
			);
			await day.sign(leeds, day.people.leedsLead);
			await day.corrections.publish(day.people.leedsLead, leeds);
			expect(await day.publicText(leeds)).toContain('41');
			expect(await editions(leeds)).toEqual([
				[2, note],
				[1, null]
			]);
			expect((await day.reports.byId(day.people.leedsDrafter, leeds)).abilities.write).toBe(false);
		});

		test('of nothing is not published', async () => {
			await day.corrections.start(day.people.leedsLead, leeds, { note });
			await expect(day.corrections.publish(day.people.leedsLead, leeds)).rejects.toThrow(
				'Nothing has changed since edition 1.'
			);
		});

		test('that is given up leaves the words as they were published, and the history whole', async () => {
			await day.corrections.start(day.people.leedsLead, leeds, { note });
			await day.write(leeds, 'In March it was 41.');
			const after = await day.corrections.abandon(day.people.leedsLead, leeds);
			expect(after).toMatchObject({ hasChanges: false, corrections: [{ outcome: 'abandoned' }] });
			expect(await sectionText()).toBe('We have begun.');
			expect(await editions(leeds)).toEqual([[1, null]]);
		});

		test('begins from the words that are public, whatever came in while they were published', async () => {
			await day.write(leeds, 'A millisecond too late.');
			await day.corrections.start(day.people.leedsLead, leeds, { note });
			expect(await sectionText()).toBe('We have begun.');
		});

		test('is one at a time; its note may change until it is published', async () => {
			await day.corrections.start(day.people.leedsLead, leeds, { note });
			await expect(day.corrections.start(day.people.coordinator, leeds, { note })).rejects.toEqual(
				failure('conflict')
			);
			await day.corrections.setNote(day.people.leedsLead, leeds, {
				note: 'Two figures were wrong.'
			});
			await day.write(leeds, 'In March it was 41.');
			await day.sign(leeds, day.people.leedsLead);
			await day.corrections.publish(day.people.leedsLead, leeds);
			expect((await editions(leeds))[0]).toEqual([2, 'Two figures were wrong.']);
			await day.corrections.start(day.people.leedsLead, leeds, { note });
		});

		test('is begun by a lead or the coordinator, and by nobody else', async () => {
			await expect(day.corrections.start(day.people.leedsDrafter, leeds, { note })).rejects.toEqual(
				failure('not-allowed')
			);
			await expect(day.corrections.start(day.people.hackneyLead, leeds, { note })).rejects.toEqual(
				failure('not-found')
			);
			await expect(
				day.corrections.start(day.people.hackneyLead, hackney, { note })
			).rejects.toEqual(failure('not-allowed'));
		});

		test('[F1] whoever writes loses the right the moment it is published or given up', async () => {
			await day.corrections.start(day.people.leedsLead, leeds, { note });
			day.emitted.length = 0;
			await day.corrections.abandon(day.people.leedsLead, leeds);
			expect(day.emitted).toContainEqual({
				type: 'access-changed',
				scope: { kind: 'document', documentName: await day.documentOf(leeds) }
			});
		});
	});
});
