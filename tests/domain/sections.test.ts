// The sections of a report as work: who may say what of them, who is asked by mail, and what needs whom.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, type Member } from '#server/kernel/actor.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, addRound } from '../support/domain.ts';
import { openWritingHouse, p, type WritingHouse } from '../support/written-report.ts';

const failure = (code: string, field?: string): unknown =>
	expect.objectContaining(
		field === undefined
			? { code }
			: { code, details: expect.objectContaining({ field }) as unknown }
	);

forEachDialect((_, open) => {
	let database: Opened;
	let house: WritingHouse;
	const who = {} as Record<
		'lead' | 'drafter' | 'second' | 'reader' | 'hackney' | 'coordinator',
		Member
	>;
	let report: string;
	let documentName: string;
	let rounds = 10;

	beforeAll(async () => {
		database = await open();
		const { store } = database;
		house = openWritingHouse(database);
		const leeds = { organisationId: 'o-leeds' } as const;
		who.lead = await addMember(store, { id: 'lead', role: 'lead', name: 'Ada', ...leeds });
		who.drafter = await addMember(store, { id: 'drafter', name: 'Ben', ...leeds });
		who.second = await addMember(store, { id: 'second', name: 'Cleo', ...leeds });
		who.reader = await addMember(store, { id: 'reader', role: 'reader', name: 'Dan', ...leeds });
		who.hackney = await addMember(store, {
			id: 'hackney',
			organisationId: 'o-hackney',
			role: 'lead'
		});
		who.coordinator = await addMember(store, {
			id: 'coordinator',
			organisationId: 'o-convenor',
			organisationKind: 'convenor',
			allianceRoles: ['coordinator']
		});
	});
	afterAll(() => database.close());

	// A report of its own for each test.
	beforeEach(async () => {
		rounds += 1;
		const roundId = `r${rounds}`;
		await addRound(database.store, { id: roundId, number: rounds, state: 'open' });
		const started = await house.reports.start(who.drafter, roundId, {
			organisationIds: ['o-leeds']
		});
		report = started.id;
		documentName = started.documentName;
		await house.write(documentName, {
			'commitment-3': [p('Fifteen organisations hold an agreement.')]
		});
		await sent();
	});

	const change = (
		actor: Member,
		input: Parameters<WritingHouse['sections']['change']>[3],
		key = 'commitment-3'
	) => house.sections.change(actor, report, key, input);
	const section = async (key = 'commitment-3') =>
		(await house.reports.byId(who.drafter, report)).sections.find((each) => each.key === key);
	/** Mails since the last time, as "to: subject". */
	async function sent(): Promise<string[]> {
		await house.mail.sendDue();
		return house.letters
			.splice(0)
			.map(({ to, subject }) => `${to.name}: ${subject.split(' of ')[0]}`);
	}

	describe('how far a section is', () => {
		test('its writers say that it is ready, its lead that it is agreed', async () => {
			expect((await section())?.state).toBe('drafting');
			expect((await change(who.drafter, { state: 'ready-for-review' })).state).toBe(
				'ready-for-review'
			);
			expect((await change(who.lead, { state: 'agreed' })).state).toBe('agreed');
			expect((await change(who.drafter, { state: 'drafting' })).state).toBe('drafting');
		});

		test('who writes it does not agree it, unless they were asked to review it', async () => {
			for (const state of ['agreed', 'changes-asked'] as const) {
				await expect(change(who.second, { state, reason: 'It is short.' })).rejects.toEqual(
					failure('not-allowed')
				);
			}
			await change(who.drafter, { reviewerId: 'second' });
			expect((await change(who.second, { state: 'agreed' })).state).toBe('agreed');
		});

		test('a reader who reviews agrees, and does nothing else', async () => {
			await change(who.drafter, { reviewerId: 'reader' });
			await expect(change(who.reader, { state: 'drafting' })).rejects.toEqual(
				failure('not-allowed')
			);
			await expect(change(who.reader, { ownerId: 'second' })).rejects.toEqual(
				failure('not-allowed')
			);
			expect((await change(who.reader, { state: 'agreed' })).state).toBe('agreed');
		});

		test('[F4] a right to review one section is none to the next', async () => {
			await change(who.drafter, { reviewerId: 'second' });
			await house.write(documentName, { why: [p('We signed.')] });
			await expect(change(who.second, { state: 'agreed' }, 'why')).rejects.toEqual(
				failure('not-allowed')
			);
		});

		test('agreed words that change want another look, and only in their own section', async () => {
			await house.write(documentName, { why: [p('We signed.')] });
			await change(who.lead, { state: 'agreed' });
			await change(who.lead, { state: 'agreed' }, 'why');
			await house.write(documentName, { why: [p('We signed because we were asked.')] });
			expect((await section('why'))?.state).toBe('ready-for-review');
			expect((await section())?.state).toBe('agreed');
		});

		test('an answer to a promise is part of the agreed words', async () => {
			await database.store.promises.add([promise('q1', report, 'commitment-3')]);
			await change(who.lead, { state: 'agreed' });
			await house.promises.answer(who.drafter, `q1-${report}`, {
				outcome: 'done',
				explanation: ''
			});
			expect((await section())?.state).toBe('ready-for-review');
		});

		test('that an organisation has nothing to say in a section can be agreed too', async () => {
			await change(who.lead, { state: 'agreed' }, 'next-steps');
			expect((await section('next-steps'))?.state).toBe('agreed');
			await house.write(documentName, { 'next-steps': [p('We will pay within thirty days.')] });
			expect((await section('next-steps'))?.state).toBe('ready-for-review');
		});

		test('[F5] is nobody’s business but theirs', async () => {
			for (const actor of [who.hackney, who.coordinator, anonymous]) {
				await expect(
					house.sections.change(actor, report, 'commitment-3', { state: 'drafting' })
				).rejects.toEqual(failure('not-found'));
				await expect(house.sections.colleagues(actor, report)).rejects.toEqual(
					failure('not-found')
				);
			}
		});

		test('an unknown section is not found', async () => {
			await expect(change(who.lead, { state: 'drafting' }, 'commitment-8')).rejects.toEqual(
				failure('not-found')
			);
		});

		test('[F3] a published report’s sections are settled, until it is corrected', async () => {
			await house.publish(report);
			for (const actor of [who.lead, who.drafter]) {
				await expect(change(actor, { state: 'drafting' })).rejects.toEqual(failure('not-allowed'));
			}
			await database.db
				.updateTable('reports')
				.set({ correcting_since: house.clock.iso() })
				.where('id', '=', report)
				.execute();
			expect((await change(who.drafter, { state: 'ready-for-review' })).state).toBe(
				'ready-for-review'
			);
		});
	});

	describe('who does what until when', () => {
		test('any writer says so, and takes it back', async () => {
			const given = await change(who.second, {
				ownerId: 'drafter',
				dueAt: '2026-12-01',
				reviewerId: 'lead'
			});
			expect(given).toMatchObject({ ownerName: 'Ben', dueAt: '2026-12-01', reviewerName: 'Ada' });
			const taken = await change(who.second, { ownerId: null, dueAt: null, reviewerId: null });
			expect(taken).toMatchObject({ ownerId: null, dueAt: null, reviewerId: null });
		});

		test('what is left out stays as it is', async () => {
			await change(who.second, { ownerId: 'drafter', dueAt: '2026-12-01' });
			expect(await change(who.second, { reviewerId: 'lead' })).toMatchObject({
				ownerId: 'drafter',
				dueAt: '2026-12-01'
			});
		});

		test('[F4] nobody of another organisation is named, and no reader writes', async () => {
			await expect(change(who.lead, { ownerId: 'hackney' })).rejects.toEqual(
				failure('invalid', 'ownerId')
			);
			await expect(change(who.lead, { reviewerId: 'hackney' })).rejects.toEqual(
				failure('invalid', 'reviewerId')
			);
			await expect(change(who.lead, { ownerId: 'reader' })).rejects.toEqual(
				failure('invalid', 'ownerId')
			);
			await expect(change(who.reader, { ownerId: 'lead' })).rejects.toEqual(failure('not-allowed'));
		});

		test('[F6] those to choose from are the report’s own people', async () => {
			const names = (await house.sections.colleagues(who.reader, report)).map(({ name }) => name);
			expect(names).toEqual(['Ada', 'Ben', 'Cleo', 'Dan']);
		});
	});

	describe('mails', () => {
		test('the owner is told what is theirs, and nobody of their own doing', async () => {
			await change(who.lead, { ownerId: 'drafter', dueAt: '2026-12-01' });
			expect(await sent()).toEqual(['Ben: Yours to write: commitment 3']);
			await change(who.lead, { ownerId: 'lead' });
			expect(await sent()).toEqual([]);
		});

		test('the reviewer is asked once for the same words, and again for others', async () => {
			await change(who.drafter, { reviewerId: 'second' });
			await change(who.drafter, { state: 'ready-for-review' });
			expect(await sent()).toEqual(['Cleo: Ready for your review: commitment 3']);
			await change(who.drafter, { state: 'drafting' });
			await change(who.drafter, { state: 'ready-for-review' });
			expect(await sent()).toEqual([]);
			await house.write(documentName, { 'commitment-3': [p('Sixteen now.')] });
			await change(who.drafter, { state: 'ready-for-review' });
			expect(await sent()).toEqual(['Cleo: Ready for your review: commitment 3']);
		});

		test('without a reviewer the leads are asked', async () => {
			await change(who.drafter, { state: 'ready-for-review' });
			expect(await sent()).toEqual(['Ada: Ready for your review: commitment 3']);
		});

		test('a reviewer named while it is ready is asked at once', async () => {
			await change(who.drafter, { state: 'ready-for-review' });
			await sent();
			await change(who.drafter, { reviewerId: 'second' });
			expect(await sent()).toEqual(['Cleo: Ready for your review: commitment 3']);
		});

		test('changes asked reach the owner, with the reason', async () => {
			await change(who.drafter, { ownerId: 'drafter' });
			await change(who.lead, { state: 'changes-asked', reason: 'Two agreements are not signed.' });
			await house.mail.sendDue();
			const [letter] = house.letters.splice(0);
			expect(letter?.to.name).toBe('Ben');
			expect(letter?.text).toContain('Two agreements are not signed.');
			expect(letter?.text).toContain(`/reports/${report}#commitment-3`);
		});
	});

	describe('remarks', () => {
		const ask = (actor: Member, body = 'Two agreements are not signed.') =>
			house.remarks.ask(actor, report, { sectionKey: 'commitment-3', body });

		test('are kept with the state they ask for, and counted until they are settled', async () => {
			const remark = await ask(who.lead);
			expect(remark).toMatchObject({
				kind: 'changes-asked',
				author: { name: 'Ada' },
				settled: null
			});
			expect(await section()).toMatchObject({ state: 'changes-asked', openRemarks: 1 });
			const settled = await house.remarks.settle(who.drafter, remark.id);
			expect(settled.settled?.by).toBe('Ben');
			expect(await section()).toMatchObject({ state: 'changes-asked', openRemarks: 0 });
			await expect(house.remarks.settle(who.drafter, remark.id)).rejects.toEqual(
				failure('conflict')
			);
		});

		test('a script may ask for changes without saying which; then there is no remark', async () => {
			await change(who.lead, { state: 'changes-asked' });
			expect(await section()).toMatchObject({ state: 'changes-asked', openRemarks: 0 });
			expect(await house.remarks.ofReport(who.lead, report)).toEqual([]);
		});

		test('[F16] who agrees settles what they asked themselves, not what others ask', async () => {
			await change(who.drafter, { reviewerId: 'second' });
			const own = await ask(who.lead);
			const other = await ask(who.second, 'Say how many.');
			await change(who.lead, { state: 'agreed' });
			const open = (await house.remarks.ofReport(who.lead, report)).filter(
				({ settled }) => settled === null
			);
			expect(open.map(({ id }) => id)).toEqual([other.id]);
			expect(own.id).not.toBe(other.id);
		});

		test('[F5] are read by the report’s own people; the coordinator is told how many', async () => {
			const { id } = await ask(who.lead);
			expect(await house.remarks.ofReport(who.reader, report)).toHaveLength(1);
			for (const actor of [who.hackney, who.coordinator, anonymous]) {
				await expect(house.remarks.ofReport(actor, report)).rejects.toEqual(failure('not-found'));
				await expect(house.remarks.settle(actor, id)).rejects.toEqual(failure('not-found'));
			}
			expect((await house.reports.byId(who.coordinator, report)).openRemarks).toBe(1);
		});

		test('a reader who asked nothing settles nothing', async () => {
			const { id } = await ask(who.lead);
			await expect(house.remarks.settle(who.reader, id)).rejects.toEqual(failure('not-allowed'));
		});
	});

	test('[F5] the public sees of a published section that it is done: no names, no states, no remarks', async () => {
		await change(who.lead, { ownerId: 'drafter', dueAt: '2026-12-01', reviewerId: 'lead' });
		await house.remarks.ask(who.lead, report, { sectionKey: 'commitment-3', body: 'Say more.' });
		await house.publish(report);
		await house.write(documentName, { 'commitment-3': [p('A correction in the making, longer.')] });
		const seen = await house.reports.byId(anonymous, report);
		expect(seen).toMatchObject({ openRemarks: 0, isCorrecting: false });
		const inside = await house.reports.byId(who.lead, report);
		for (const each of seen.sections) {
			expect(each).toMatchObject({ state: 'agreed', ownerName: null, dueAt: null, openRemarks: 0 });
		}
		expect(seen.sections.find(({ key }) => key === 'commitment-3')?.words).toBe(5);
		expect(inside.sections.find(({ key }) => key === 'commitment-3')?.words).toBe(6);
	});

	describe('what needs somebody', () => {
		const needs = async (actor: Member) =>
			(await house.needs.of(actor))
				.filter(({ reportId }) => reportId === report)
				.map((need) => `${need.kind} ${'key' in need ? need.key : (need.sectionKey ?? '')}`);

		test('sections to write stand by when they are due, without those that are done or wait for others', async () => {
			await house.write(documentName, { why: [p('We signed.')], 'commitment-1': [p('A clinic.')] });
			await change(who.lead, { ownerId: 'drafter', dueAt: '2026-12-05' }, 'why');
			await change(who.lead, { ownerId: 'drafter', dueAt: '2026-12-01' }, 'commitment-2');
			await change(who.lead, { ownerId: 'drafter', state: 'ready-for-review' }, 'commitment-1');
			expect(await needs(who.drafter)).toEqual(['write commitment-2', 'write why']);
		});

		test('a review is asked of its reviewer alone, or of the leads', async () => {
			await change(who.drafter, { ownerId: 'drafter', state: 'ready-for-review' });
			expect(await needs(who.lead)).toEqual(['review commitment-3']);
			expect(await needs(who.second)).toEqual([]);
			await change(who.drafter, { reviewerId: 'reader' });
			expect(await needs(who.lead)).toEqual([]);
			expect(await needs(who.reader)).toEqual(['review commitment-3']);
		});

		test('promises without an answer wait for the section’s owner, or for all who write', async () => {
			await database.store.promises.add([promise('q2', report, 'next-steps')]);
			expect(await needs(who.second)).toEqual(['promises next-steps']);
			await change(who.lead, { ownerId: 'drafter' }, 'next-steps');
			expect(await needs(who.second)).toEqual([]);
			expect(await needs(who.drafter)).toEqual(['write next-steps', 'promises next-steps']);
			expect(await needs(who.reader)).toEqual([]);
		});

		test('what a lead has returned comes first', async () => {
			await change(who.lead, { ownerId: 'drafter', dueAt: '2026-12-01' }, 'commitment-2');
			await database.store.remarks.add({
				id: `returned-${report}`,
				report_id: report,
				section_key: null,
				kind: 'returned',
				organisation_id: 'o-leeds',
				author_id: 'lead',
				body: 'Not yet.',
				created_at: house.clock.iso(),
				resolved_at: null,
				resolved_by: null
			});
			expect(await needs(who.drafter)).toEqual(['returned ', 'write commitment-2']);
		});

		test('[F5] nobody is asked about reports that are not theirs', async () => {
			await change(who.drafter, { state: 'ready-for-review' });
			expect(await needs(who.hackney)).toEqual([]);
			expect(await needs(who.coordinator)).toEqual([]);
			expect(await house.needs.of(anonymous)).toEqual([]);
		});
	});

	function promise(id: string, reportId: string, sectionKey: string) {
		return {
			id: `${id}-${reportId}`,
			report_id: reportId,
			from_report_id: reportId,
			from_edition_id: null,
			position: 0,
			words: 'pay on time',
			section_key: sectionKey,
			outcome: null,
			explanation: '',
			answered_by: null,
			answered_at: null
		};
	}
});
