// The rehearsal: what would hold a report back, who sees how much of it, and what may stand all the same.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, type Actor } from '#server/kernel/actor.ts';
import { newId } from '#server/kernel/ids.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { openPublicationDay, type PublicationDay } from '../support/publication-day.ts';

const failure = (code: string): unknown => expect.objectContaining({ code });

forEachDialect((dialect, open) => {
	let database: Opened;
	let day: PublicationDay;
	let leeds: string;

	beforeAll(async () => {
		database = await open();
	});
	beforeEach(async () => {
		day = await openPublicationDay(dialect, database);
		leeds = await day.draft(day.people.leedsLead, 'o-leeds');
	});
	afterEach(() => day.close());
	afterAll(() => database.close());

	const holding = async (actor: Actor = day.people.leedsLead) =>
		(await day.rehearsal.ofReport(actor, leeds)).holdsBack;
	const kinds = async () => (await holding()).map(({ kind }) => kind);

	describe('a report', () => {
		test('is held back by a signature that is missing, and by one whose words have changed', async () => {
			expect(await kinds()).toEqual(['unsigned']);
			await day.sign(leeds, day.people.leedsLead);
			const ready = await day.rehearsal.ofReport(day.people.leedsLead, leeds);
			expect([ready.isReady, ready.holdsBack]).toEqual([true, []]);
			await day.write(leeds, 'And one more thing.');
			expect(await kinds()).toEqual(['signature-voided']);
		});

		test('is held back by a promise that is not answered, and by a remark nobody has settled', async () => {
			await day.store.remarks.add({
				id: newId(),
				report_id: leeds,
				section_key: 'commitment-1',
				kind: 'changes-asked',
				organisation_id: null,
				author_id: 'leeds-drafter',
				body: 'Say how many.',
				created_at: day.clock.iso(),
				resolved_at: null,
				resolved_by: null
			});
			await day.store.promises.add([
				{
					id: newId(),
					report_id: leeds,
					from_report_id: leeds,
					from_edition_id: null,
					position: 0,
					words: 'Pay within thirty days.',
					section_key: 'next-steps',
					outcome: null,
					explanation: '',
					answered_by: null,
					answered_at: null
				}
			]);
			await day.sign(leeds, day.people.leedsLead);
			expect(await holding()).toMatchObject([
				{ kind: 'promise-unanswered', section: 'next-steps', quote: 'Pay within thirty days.' },
				{ kind: 'remark-open', section: 'commitment-1', quote: 'Say how many.' }
			]);
		});

		test('is held back by what its words may give away, with the words', async () => {
			await day.write(leeds, 'Of whom n=3. Call amina@gmail.com, 943 476 5919.', 'why');
			expect((await holding()).slice(1)).toMatchObject([
				{ kind: 'small-group', section: 'why', quote: 'n=3', mayBeAccepted: true },
				{ kind: 'personal-email', quote: 'amina@gmail.com' },
				{ kind: 'nhs-number', quote: '943 476 5919' }
			]);
		});
	});

	describe('who sees it', () => {
		beforeEach(() => day.write(leeds, 'Of whom n=3.'));

		test('[F5] the coordinator sees the kind and the section, never the words', async () => {
			const { reports } = await day.rehearsal.ofRound(day.people.coordinator, 'r3');
			expect(reports[0]?.holdsBack[1]).toMatchObject({
				kind: 'small-group',
				section: 'commitment-1'
			});
			expect(JSON.stringify(reports)).not.toContain('n=3');
		});

		test('[F5] nobody else knows of the draft', async () => {
			for (const actor of [day.people.hackneyLead, anonymous]) {
				await expect(day.rehearsal.ofReport(actor, leeds)).rejects.toEqual(failure('not-found'));
			}
			const { reports, withoutReport } = await day.rehearsal.ofRound(day.people.hackneyLead, 'r3');
			expect(reports).toEqual([]);
			expect(withoutReport.map(({ id }) => id)).toEqual(['o-city', 'o-hackney', 'o-leeds']);
			await expect(day.rehearsal.ofRound(anonymous, 'r3')).rejects.toEqual(failure('not-found'));
		});

		test('organisations expected without a report are named', async () => {
			const { withoutReport } = await day.rehearsal.ofRound(day.people.coordinator, 'r3');
			expect(withoutReport.map(({ id }) => id)).toEqual(['o-city', 'o-hackney']);
		});
	});

	describe('accepting what was found', () => {
		const reason = 'It is the number of trusts.';
		const found = async () =>
			(await holding()).find(({ kind }) => kind === 'small-group')?.id ?? '';
		beforeEach(async () => {
			await day.write(leeds, 'Of whom n=3.');
			await day.sign(leeds, day.people.leedsLead);
		});

		test('lets the report go public, with who said so and why', async () => {
			expect((await day.rehearsal.ofReport(day.people.leedsLead, leeds)).isReady).toBe(false);
			await day.rehearsal.accept(day.people.leedsLead, leeds, { finding: await found(), reason });
			const report = await day.rehearsal.ofReport(day.people.leedsLead, leeds);
			expect(report.isReady).toBe(true);
			expect(report.holdsBack).toMatchObject([{ accepted: { by: 'leeds-lead', reason } }]);
			await day.comes();
			expect(await day.stateOf(leeds)).toBe('published');
		});

		test('counts for exactly these words: once the section changes, it is asked again', async () => {
			await day.rehearsal.accept(day.people.coordinator, leeds, { finding: await found(), reason });
			const before = await found();
			await day.write(leeds, 'More words.');
			await day.sign(leeds, day.people.leedsLead);
			expect(await kinds()).toEqual(['small-group']);
			expect((await holding())[0]?.accepted).toBeUndefined();
			await expect(
				day.rehearsal.accept(day.people.leedsLead, leeds, { finding: before, reason })
			).rejects.toEqual(failure('conflict'));
			await day.comes();
			expect(await day.stateOf(leeds)).toBe('draft');
		});

		test('can be taken back', async () => {
			const finding = await found();
			await day.rehearsal.accept(day.people.leedsLead, leeds, { finding, reason });
			const report = await day.rehearsal.takeBack(day.people.leedsLead, leeds, finding);
			expect(report.isReady).toBe(false);
		});

		test('is for leads and the coordinator, and never for a signature', async () => {
			await expect(
				day.rehearsal.accept(day.people.leedsDrafter, leeds, { finding: await found(), reason })
			).rejects.toEqual(failure('not-allowed'));
			await expect(
				day.rehearsal.accept(day.people.hackneyLead, leeds, { finding: await found(), reason })
			).rejects.toEqual(failure('not-found'));
			await day.write(leeds, 'More words.');
			const [voided] = await holding();
			await expect(
				day.rehearsal.accept(day.people.leedsLead, leeds, { finding: voided?.id ?? '', reason })
			).rejects.toEqual(failure('conflict'));
		});
	});
});
