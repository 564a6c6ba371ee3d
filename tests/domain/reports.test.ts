// Rounds and reports: who sees which draft, who may start one, and what is said of the dates.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, type Member } from '#server/kernel/actor.ts';
import { sectionKeys } from '#shared/sections.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, addRound, wireDomains } from '../support/domain.ts';

const failure = (code: string): unknown => expect.objectContaining({ code });

forEachDialect((_, open) => {
	let database: Opened;
	let house: ReturnType<typeof wireDomains>;
	let leeds: Member;
	let hackney: Member;
	let leedsReader: Member;
	let coordinator: Member;
	let supporter: Member;
	let leedsReport: string;

	beforeAll(async () => {
		database = await open();
		const { store } = database;
		house = wireDomains(store);
		leeds = await addMember(store, { id: 'leeds', organisationId: 'o-leeds' });
		leedsReader = await addMember(store, {
			id: 'reader',
			organisationId: 'o-leeds',
			role: 'reader'
		});
		hackney = await addMember(store, { id: 'hackney', organisationId: 'o-hackney', role: 'lead' });
		supporter = await addMember(store, {
			id: 'supporter',
			organisationId: 'o-supporter',
			organisationKind: 'pledge-supporter'
		});
		coordinator = await addMember(store, {
			id: 'coordinator',
			organisationId: 'o-convenor',
			organisationKind: 'convenor',
			allianceRoles: ['coordinator']
		});
		await addRound(store, { id: 'r2', number: 2, state: 'published' });
		await addRound(store, { id: 'r3', number: 3, state: 'open' });
		leedsReport = (await house.reports.start(leeds, 'r3', { organisationIds: ['o-leeds'] })).id;
	});
	afterAll(() => database.close());

	describe('a draft', () => {
		test('has the ten sections of the form, none of them begun', async () => {
			const report = await house.reports.draft(leeds, leedsReport);
			expect(report.sections.map(({ key }) => key)).toEqual([...sectionKeys]);
			expect(new Set(report.sections.map(({ state }) => state))).toEqual(new Set(['not-started']));
			expect(report.sections[3]?.wording).toContain('local ethnic minority communities');
		});

		test('is read and written by those who write for its organisation', async () => {
			const { abilities } = await house.reports.byId(leeds, leedsReport);
			expect(abilities).toEqual({ read: true, write: true });
		});

		test('is read and not written by a reader of its organisation', async () => {
			const { abilities } = await house.reports.byId(leedsReader, leedsReport);
			expect(abilities).toEqual({ read: true, write: false });
		});

		test.each([
			['another organisation', () => hackney],
			['a Pledge Supporter', () => supporter],
			['somebody not signed in', () => anonymous]
		])('[F5] is not known to %s', async (_who, who) => {
			await expect(house.reports.byId(who(), leedsReport)).rejects.toEqual(failure('not-found'));
			await expect(house.reports.draft(who(), leedsReport)).rejects.toEqual(failure('not-found'));
		});

		test('is known to the coordinator by its states, not by its words', async () => {
			const { abilities } = await house.reports.byId(coordinator, leedsReport);
			expect(abilities).toEqual({ read: false, write: false });
			await expect(house.reports.draft(coordinator, leedsReport)).rejects.toEqual(
				failure('not-found')
			);
		});

		test('[F5] stands in nobody’s list but theirs', async () => {
			const listed = async (actor: Member) =>
				(await house.reports.listForRound(actor, 'r3')).map(({ id }) => id);
			expect(await listed(leeds)).toEqual([leedsReport]);
			expect(await listed(coordinator)).toEqual([leedsReport]);
			expect(await listed(hackney)).toEqual([]);
			await expect(house.reports.listForRound(anonymous, 'r3')).rejects.toEqual(
				failure('not-found')
			);
		});

		test('[F5] does not show by its organisation’s absence among those not yet reported', async () => {
			const missing = async (actor: Member) =>
				(await house.reports.notYetReported(actor, 'r3')).map(({ id }) => id);
			expect(await missing(hackney)).toEqual(['o-hackney', 'o-leeds']);
			expect(await missing(leeds)).toEqual(['o-hackney']);
			expect(await missing(coordinator)).toEqual(['o-hackney']);
		});

		test('records the intention to publish when it is started', async () => {
			const row = await database.store.rounds.report(leedsReport);
			expect(row?.intends_to_publish_since).toBe('2026-11-23T10:00:00.000Z');
			const [entry] = await database.store.audit.list(1);
			expect(JSON.parse(entry?.details ?? '{}')).toMatchObject({
				intendsToPublish: true,
				plannedFor: '2026-12-21T10:00:00.000Z'
			});
		});
	});

	describe('starting a draft', () => {
		test('[F4] an own organisation does not open the door for a foreign one beside it', async () => {
			await expect(
				house.reports.start(leeds, 'r3', { organisationIds: ['o-leeds', 'o-hackney'] })
			).rejects.toEqual(failure('not-allowed'));
			expect(await house.reports.listForRound(hackney, 'r3')).toEqual([]);
		});

		test('the coordinator starts a joint draft, and each organisation finds it', async () => {
			const joint = await house.reports.start(coordinator, 'r3', {
				organisationIds: ['o-hackney', 'o-leeds'],
				title: 'Leeds with Hackney'
			});
			expect(joint.organisations.map(({ id }) => id)).toEqual(['o-hackney', 'o-leeds']);
			expect((await house.reports.byId(hackney, joint.id)).abilities.write).toBe(true);
			expect((await house.reports.byId(leeds, joint.id)).abilities.write).toBe(true);
		});

		test('the same organisations do not get a second report in a round', async () => {
			await expect(
				house.reports.start(leeds, 'r3', { organisationIds: ['o-leeds'] })
			).rejects.toEqual(failure('conflict'));
		});

		test('a reader, a Pledge Supporter’s organisation and an unknown one are refused', async () => {
			await expect(
				house.reports.start(leedsReader, 'r3', { organisationIds: ['o-leeds'] })
			).rejects.toEqual(failure('not-allowed'));
			await expect(
				house.reports.start(supporter, 'r3', { organisationIds: ['o-supporter'] })
			).rejects.toEqual(failure('invalid'));
			await expect(
				house.reports.start(coordinator, 'r3', { organisationIds: ['nobody'] })
			).rejects.toEqual(failure('invalid'));
		});

		test('nothing is started in a published round', async () => {
			await expect(
				house.reports.start(hackney, 'r2', { organisationIds: ['o-hackney'] })
			).rejects.toEqual(failure('not-allowed'));
		});
	});

	describe('the dates of a round', () => {
		test('move with a reason that everyone reads', async () => {
			const round = await house.rounds.moveDates(coordinator, 'r3', {
				reviewEndsOn: '2026-12-11',
				reason: 'Two boards meet a day later.'
			});
			expect(round.reviewEndsOn).toBe('2026-12-11');
			expect((await house.rounds.byNumber(leeds, 3)).dateChanges).toMatchObject([
				{
					field: 'reviewEndsOn',
					from: '2026-12-10',
					to: '2026-12-11',
					reason: 'Two boards meet a day later.'
				}
			]);
		});

		test('keep their order, and are moved by the coordinator only', async () => {
			const move = (actor: Member, roundId: string, to: string) =>
				house.rounds.moveDates(actor, roundId, { draftsDueOn: to, reason: 'Because.' });
			await expect(move(coordinator, 'r3', '2026-12-20')).rejects.toEqual(failure('invalid'));
			await expect(move(leeds, 'r3', '2026-12-04')).rejects.toEqual(failure('not-allowed'));
			await expect(move(coordinator, 'r2', '2026-12-04')).rejects.toEqual(failure('conflict'));
		});

		test('of the open round are not public, those of a published one are', async () => {
			expect((await house.rounds.list(anonymous)).map(({ number }) => number)).toEqual([2]);
			expect((await house.rounds.list(supporter)).map(({ number }) => number)).toEqual([3, 2]);
		});
	});

	describe('a learning note', () => {
		test.each([
			['only-me', []],
			['pledge-makers', ['hackney', 'coordinator']],
			['pledge-makers-and-supporters', ['hackney', 'coordinator', 'supporter']],
			['public', ['hackney', 'coordinator', 'supporter', 'anonymous']]
		] as const)('shared with %s is seen by them and no others', async (visibility, expected) => {
			const note = await house.notes.start(leeds, {
				title: 'What did not work',
				visibility,
				groupId: null,
				kind: 'did-not-work',
				commitments: [3],
				themes: [],
				organisationIds: [],
				groupIds: [],
				contentNote: '',
				isSuggested: false,
				outline: false
			});
			const others = { hackney, coordinator, supporter, anonymous };
			const seen: string[] = [];
			for (const [name, actor] of Object.entries(others)) {
				const found = await house.notes.byId(actor, note.id).catch(() => null);
				const listed = (await house.notes.list(actor, { limit: 50 })).items.some(
					({ id }) => id === note.id
				);
				expect(listed, name).toBe(found !== null);
				if (found !== null) seen.push(name);
				expect(found?.abilities.write ?? false, name).toBe(false);
			}
			expect(seen).toEqual(expected);
		});

		test('lists go on where they stopped', async () => {
			const { items, next } = await house.notes.list(leeds, { limit: 3 });
			expect(items).toHaveLength(3);
			const rest = await house.notes.list(leeds, { limit: 3, after: next ?? '' });
			expect(rest.items).toHaveLength(1);
			expect(rest.next).toBeNull();
		});
	});
});
