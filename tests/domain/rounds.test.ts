// Opening a round, moving its dates, who it expects, and the intention to publish: what stands on record, and who is told.
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { anonymous, type Actor, type Member } from '#server/kernel/actor.ts';
import { sectionKeys } from '#shared/sections.ts';
import type { OpenRound } from '#shared/round-input.ts';
import { expectRefused } from '../support/alliance.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember } from '../support/domain.ts';
import { openPublicationDay, type PublicationDay } from '../support/publication-day.ts';

/** After the third round's publication day, 21 December 2026. */
const next: OpenRound = {
	reportingFrom: '2026-10-12',
	reportingTo: '2027-04-11',
	opensOn: '2027-04-12',
	draftsDueOn: '2027-06-03',
	reviewEndsOn: '2027-06-10',
	signOffDueOn: '2027-06-17',
	publishesAt: '2027-06-21T09:00:00.000Z',
	signatoryCount: 34
};

forEachDialect((dialect, open) => {
	let database: Opened;
	let day: PublicationDay;
	let supporter: Member;

	beforeAll(async () => {
		database = await open();
	});
	beforeEach(async () => {
		day = await openPublicationDay(dialect, database);
		supporter = await addMember(day.store, {
			id: 'supporter',
			organisationId: 'o-supporter',
			organisationKind: 'pledge-supporter'
		});
	});
	afterEach(() => day.close());
	afterAll(() => database.close());

	/** Who has been sent a mail, and its words. */
	async function letters(): Promise<{ to: string[]; subjects: Set<string>; text: string }> {
		await day.mail.sendDue();
		const sent = day.letters.splice(0);
		return {
			to: sent.map(({ to }) => to.name).sort(),
			subjects: new Set(sent.map(({ subject }) => subject)),
			text: sent[0]?.text ?? ''
		};
	}

	describe('the next round', () => {
		test('begins from the last one: half a year on, with its questions and the same organisations', async () => {
			const proposal = await day.rounds.proposal(day.people.coordinator);
			expect(proposal).toMatchObject({
				number: 4,
				title: 'Progress Report No. 4',
				dates: { opensOn: '2027-04-12', publishesAt: '2027-06-21T09:00:00.000Z' },
				reportingFrom: '2026-10-12',
				reportingTo: '2027-04-11',
				signatoryCount: 33,
				organisationIds: ['o-city', 'o-hackney', 'o-leeds']
			});
			expect(proposal.questions.map(({ key }) => key)).toEqual([...sectionKeys]);
		});

		test('is planned until its opening day; members see it coming, nobody else does', async () => {
			const round = await day.rounds.open(day.people.coordinator, next);
			expect(round).toMatchObject({
				number: 4,
				title: 'Progress Report No. 4',
				state: 'planned',
				reportingFrom: '2026-10-12',
				coverage: { reported: 0, signatories: 34 }
			});
			expect((await day.rounds.list(supporter)).map(({ number }) => number)).toEqual([4, 3]);
			expect(await day.rounds.list(anonymous)).toEqual([]);
			expect((await day.rounds.expected(supporter, round.id)).map(({ id }) => id)).toEqual([
				'o-city',
				'o-hackney',
				'o-leeds'
			]);
			expect(await letters()).toMatchObject({ to: [] });
			await expectRefused(
				day.reports.start(day.people.leedsLead, round.id, { organisationIds: ['o-leeds'] }),
				'not-allowed'
			);
		});

		test('opens on its day, once, and everyone concerned is told', async () => {
			const { id } = await day.rounds.open(day.people.coordinator, {
				...next,
				organisationIds: ['o-leeds']
			});
			await day.store.accounts.deactivateMember('leeds-drafter', day.clock.iso());
			expect(await day.rounds.nextOpening()).toBeNull();
			await day.store.rounds.setState('r3', 'published');
			expect(await day.rounds.nextOpening()).toBe('2027-04-11T23:00:00.000Z');
			day.until('2027-04-11T22:59:00.000Z');
			await day.rounds.openDue();
			expect((await day.rounds.byId(supporter, id)).state).toBe('planned');
			day.until('2027-04-11T23:00:00.000Z');
			await day.rounds.openDue();
			await day.rounds.openDue();
			expect((await day.rounds.byId(supporter, id)).state).toBe('open');
			const told = await letters();
			expect(told.to).toEqual(['coordinator', 'leeds-lead']);
			expect([...told.subjects]).toEqual(['Progress Report No. 4 is open']);
			expect(told.text).toContain('Drafts complete: Thursday 3 June 2027');
			expect(told.text).toContain('Publication day: Monday 21 June 2027, 10:00');
			expect(day.emitted).toContainEqual({ type: 'round-changed', roundId: id });
		});

		test('waits while the last one is still open, however long that takes', async () => {
			const { id } = await day.rounds.open(day.people.coordinator, next);
			day.until('2027-05-01T10:00:00.000Z');
			await day.rounds.openDue();
			expect((await day.rounds.byId(supporter, id)).state).toBe('planned');
			await day.store.rounds.setState('r3', 'published');
			await day.rounds.openDue();
			expect((await day.rounds.byId(supporter, id)).state).toBe('open');
		});

		test('asks what it asks; earlier rounds keep their own questions', async () => {
			const { coordinator } = day.people;
			const before = await day.rounds.questions(coordinator, 'r3');
			const same = await day.rounds.open(coordinator, {
				...next,
				questions: before.map(({ key, title, instruction }) => ({
					key,
					title,
					instruction
				})) as never
			});
			expect(await day.rounds.questions(coordinator, same.id)).toEqual(before);
			expect((await day.store.rounds.byId(same.id))?.template_version).toBe('3');

			const later = {
				...next,
				opensOn: '2027-10-11',
				draftsDueOn: '2027-12-02',
				reviewEndsOn: '2027-12-09',
				signOffDueOn: '2027-12-16',
				publishesAt: '2027-12-20T10:00:00.000Z'
			};
			const edited = await day.rounds.open(coordinator, {
				...later,
				questions: before.map(({ key, title, instruction }) => ({
					key,
					title: key === 'next-steps' ? 'What we promise' : title,
					instruction
				})) as never
			});
			const asked = await day.rounds.questions(coordinator, edited.id);
			expect(asked.map(({ title }) => title)).toContain('What we promise');
			expect(asked.map(({ commitment }) => commitment)).toEqual(
				before.map(({ commitment }) => commitment)
			);
			expect(await day.rounds.questions(coordinator, 'r3')).toEqual(before);
			expect(await day.rounds.questions(coordinator, same.id)).toEqual(before);
			await day.db.deleteFrom('round_organisations').execute();
			await day.db.deleteFrom('rounds').where('number', '>', 3).execute();
			await day.db.deleteFrom('report_templates').where('version', '=', '4').execute();
		});

		test('is opened by the coordinator only, with dates that follow each other', async () => {
			const { coordinator, leedsLead } = day.people;
			await expectRefused(day.rounds.open(leedsLead, next), 'not-allowed');
			await expectRefused(day.rounds.open(anonymous, next), 'not-signed-in');
			await expectRefused(day.rounds.proposal(leedsLead), 'not-allowed');
			const wrong = (change: Partial<OpenRound>, field: string) =>
				expectRefused(day.rounds.open(coordinator, { ...next, ...change }), 'invalid', field);
			await wrong({ reviewEndsOn: '2027-06-02' }, 'reviewEndsOn');
			await wrong({ opensOn: '2026-12-21' }, 'opensOn');
			await wrong({ reportingTo: '2026-10-11' }, 'reportingTo');
			await wrong({ organisationIds: ['o-leeds', 'o-supporter'] }, 'organisationIds');
			await wrong({ organisationIds: ['nobody'] }, 'organisationIds');
			expect(await day.rounds.list(coordinator)).toHaveLength(1);
		});
	});

	describe('dates that move', () => {
		test('several at once are one mail, that says what moved, from when to when, and why', async () => {
			await day.rounds.moveDates(day.people.coordinator, 'r3', {
				reviewEndsOn: '2026-12-11',
				signOffDueOn: '2026-12-18',
				reason: 'Three boards meet a day later.'
			});
			const told = await letters();
			expect(told.to).toEqual(['city-lead', 'hackney-lead', 'leeds-drafter', 'leeds-lead']);
			expect([...told.subjects]).toEqual(['Progress Report No. 3: dates have moved']);
			expect(told.text).toContain(
				'Review ends: from Thursday 10 December 2026 to Friday 11 December 2026.'
			);
			expect(told.text).toContain(
				'Signatures: from Thursday 17 December 2026 to Friday 18 December 2026.'
			);
			expect(told.text).toContain('Why: Three boards meet a day later.');
			expect(told.text).toContain('/reports/rounds/r3');
			expect(day.emitted).toContainEqual({ type: 'round-changed', roundId: 'r3' });
			const { dateChanges } = await day.rounds.byId(supporter, 'r3');
			expect(dateChanges.map(({ field }) => field).sort()).toEqual([
				'reviewEndsOn',
				'signOffDueOn'
			]);
		});

		test('a date that stands there already is no move, and none goes into the past', async () => {
			const move = (to: object) =>
				day.rounds.moveDates(day.people.coordinator, 'r3', { ...to, reason: 'Because.' });
			await expectRefused(move({ reviewEndsOn: '2026-12-10' }), 'invalid');
			await expectRefused(move({ opensOn: '2026-10-13' }), 'invalid', 'opensOn');
			await expectRefused(
				move({ publishesAt: '2026-11-20T10:00:00.000Z' }),
				'invalid',
				'publishesAt'
			);
			expect(await letters()).toMatchObject({ to: [] });
		});

		test('the opening day of a planned round moves too', async () => {
			const { id } = await day.rounds.open(day.people.coordinator, next);
			const moved = await day.rounds.moveDates(day.people.coordinator, id, {
				opensOn: '2027-04-19',
				reason: 'Easter.'
			});
			expect(moved.opensOn).toBe('2027-04-19');
		});
	});

	describe('who is expected', () => {
		test('is said by the coordinator; whoever is new to an open round is told, once', async () => {
			await day.rounds.setExpected(day.people.coordinator, 'r3', ['o-leeds', 'o-hackney']);
			const expected = await day.rounds.expected(day.people.leedsLead, 'r3');
			expect(expected.map(({ id }) => id)).toEqual(['o-hackney', 'o-leeds']);
			expect((await letters()).to).toEqual(['hackney-lead', 'leeds-drafter', 'leeds-lead']);
			await day.rounds.setExpected(day.people.coordinator, 'r3', ['o-leeds', 'o-city']);
			expect((await letters()).to).toEqual(['city-lead']);
		});

		test('is changed by nobody else, not by naming strangers, and not after publication', async () => {
			const set = (actor: Actor, ids: string[], id = 'r3') =>
				day.rounds.setExpected(actor, id, ids);
			await expectRefused(set(day.people.leedsLead, ['o-leeds']), 'not-allowed');
			await expectRefused(set(anonymous, ['o-leeds']), 'not-found');
			await expectRefused(
				set(day.people.coordinator, ['o-supporter']),
				'invalid',
				'organisationIds'
			);
			await expectRefused(set(day.people.coordinator, ['o-leeds'], 'nothing'), 'not-found');
			await day.store.rounds.setState('r3', 'published');
			await expectRefused(set(day.people.coordinator, ['o-leeds']), 'conflict');
			expect(await day.store.expected.ofRound('r3')).toHaveLength(3);
		});

		test('whoever begins a report is expected from then on', async () => {
			await day.rounds.setExpected(day.people.coordinator, 'r3', ['o-hackney']);
			await day.draft(day.people.leedsLead, 'o-leeds');
			const expected = await day.rounds.expected(day.people.leedsLead, 'r3');
			expect(expected.map(({ id }) => id)).toEqual(['o-hackney', 'o-leeds']);
		});

		test('decides who stands there as not yet reported', async () => {
			await day.rounds.setExpected(day.people.coordinator, 'r3', ['o-hackney']);
			const missing = await day.reports.notYetReported(supporter, 'r3');
			expect(missing.map(({ id }) => id)).toEqual(['o-hackney']);
		});
	});

	describe('the intention to publish', () => {
		test('is on record from a draft’s start, and so is each move of the planned day', async () => {
			const report = await day.draft(day.people.leedsLead, 'o-leeds');
			day.clock.advance(60_000);
			await day.rounds.moveDates(day.people.coordinator, 'r3', {
				publishesAt: '2027-01-04T10:00:00.000Z',
				reason: 'The minister is away.'
			});
			const { items } = await day.intentions.ofReport(day.people.leedsLead, report);
			expect(items).toEqual([
				{
					intends: true,
					plannedFor: '2026-12-21T10:00:00.000Z',
					reason: '',
					by: 'leeds-lead',
					at: '2026-11-23T10:00:00.000Z'
				},
				{
					intends: true,
					plannedFor: '2027-01-04T10:00:00.000Z',
					reason: 'The minister is away.',
					by: 'coordinator',
					at: '2026-11-23T10:01:00.000Z'
				}
			]);
		});

		test('is taken back and renewed by a lead, with the reason, and a moved day does not renew it', async () => {
			const report = await day.draft(day.people.leedsLead, 'o-leeds');
			const change = (actor: Actor, intends: boolean) =>
				day.intentions.change(actor, report, { intends, reason: 'The board asked us to wait.' });
			await expectRefused(change(day.people.leedsDrafter, false), 'not-allowed');
			await expectRefused(change(day.people.coordinator, false), 'not-allowed');
			await expectRefused(change(day.people.leedsLead, true), 'conflict');
			day.clock.advance(1000);
			await change(day.people.leedsLead, false);
			await expectRefused(change(day.people.leedsLead, false), 'conflict');
			day.clock.advance(1000);
			await day.rounds.moveDates(day.people.coordinator, 'r3', {
				publishesAt: '2027-01-04T10:00:00.000Z',
				reason: 'The minister is away.'
			});
			const said = async () =>
				(await day.intentions.ofReport(day.people.leedsLead, report)).items.map(
					({ intends }) => intends
				);
			expect(await said()).toEqual([true, false, false]);
			day.clock.advance(1000);
			await change(day.people.leedsLead, true);
			expect(await said()).toEqual([true, false, false, true]);
		});

		test('a signed report that is not meant to be published stays where it is on the day', async () => {
			const report = await day.draft(day.people.leedsLead, 'o-leeds');
			await day.sign(report, day.people.leedsLead);
			day.clock.advance(1000);
			await day.intentions.change(day.people.leedsLead, report, {
				intends: false,
				reason: 'The board asked us to wait.'
			});
			const { holdsBack } = await day.rehearsal.ofReport(day.people.leedsLead, report);
			expect(holdsBack).toMatchObject([{ kind: 'not-intended', mayBeAccepted: false }]);
			await day.comes();
			expect(await day.stateOf(report)).toBe('draft');
		});

		test('[F5] is known to its own people and the coordinator only', async () => {
			const report = await day.draft(day.people.leedsLead, 'o-leeds');
			const { mayChange } = await day.intentions.ofReport(day.people.coordinator, report);
			expect(mayChange).toBe(false);
			await day.db.updateTable('reports').set({ state: 'published' }).execute();
			for (const outsider of [day.people.hackneyLead, supporter, anonymous]) {
				await expectRefused(day.intentions.ofReport(outsider, report), 'not-found');
			}
		});
	});
});
