// "You said, you did": what was promised comes back, and each promise is answered in the open.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, type Member } from '#server/kernel/actor.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, addRound } from '../support/domain.ts';
import { openWritingHouse, p, ul, type WritingHouse } from '../support/written-report.ts';

const failure = (code: string): unknown => expect.objectContaining({ code });

forEachDialect((_, open) => {
	let database: Opened;
	let house: WritingHouse;
	let leeds: Member;
	let reader: Member;
	let hackney: Member;
	let coordinator: Member;
	let joint: string;
	let draft: string;

	beforeAll(async () => {
		database = await open();
		const { store, db } = database;
		house = openWritingHouse(database);
		leeds = await addMember(store, { id: 'leeds', organisationId: 'o-leeds', name: 'Ben' });
		reader = await addMember(store, { id: 'reader', organisationId: 'o-leeds', role: 'reader' });
		hackney = await addMember(store, { id: 'hackney', organisationId: 'o-hackney', role: 'lead' });
		coordinator = await addMember(store, {
			id: 'coordinator',
			organisationId: 'o-convenor',
			organisationKind: 'convenor',
			allianceRoles: ['coordinator']
		});
		for (const number of [1, 2, 3]) {
			await addRound(store, { id: `r${number}`, number, state: 'open' });
		}
		// Round 1: Leeds alone. Round 2: Leeds with Hackney, corrected once.
		const first = await house.reports.start(leeds, 'r1', { organisationIds: ['o-leeds'] });
		await house.write(first.documentName, { 'next-steps': [p('An old promise.')] });
		await house.publish(first.id);
		const second = await house.reports.start(coordinator, 'r2', {
			organisationIds: ['o-leeds', 'o-hackney'],
			title: 'Leeds with Hackney'
		});
		joint = second.id;
		await house.write(second.documentName, {
			'next-steps': [p('We will:'), ul('pay on time;', 'publish our figures.')]
		});
		await house.publish(joint);
		await house.write(second.documentName, {
			'next-steps': [p('We will:'), ul('pay within thirty days;', 'publish our figures.')]
		});
		await house.publish(joint);
		await db.updateTable('rounds').set({ state: 'published' }).where('number', '<', 3).execute();
		draft = (
			await house.reports.start(coordinator, 'r3', { organisationIds: ['o-hackney', 'o-leeds'] })
		).id;
	});
	afterAll(() => database.close());

	const words = async (reportId = draft) =>
		(await house.promises.ofReport(leeds, reportId)).map((promise) => promise.words);
	const first = async () => (await house.promises.ofReport(leeds, draft))[0];

	describe('a draft', () => {
		test('carries what the newest edition of the newest report promised, once for both organisations', async () => {
			expect(await words()).toEqual(['pay within thirty days;', 'publish our figures.']);
			expect(await first()).toMatchObject({
				sectionKey: 'next-steps',
				outcome: null,
				answered: null,
				from: {
					roundNumber: 2,
					title: 'Leeds with Hackney',
					url: '/rounds/2/reports/leeds-with-hackney/editions/2#next-steps'
				}
			});
		});

		test('of the second round carried what was promised in the first', async () => {
			expect(await words(joint)).toEqual(['An old promise.']);
		});

		test('[F5] is told of no promise of a report that is not public', async () => {
			await addRound(database.store, { id: 'r4', number: 4, state: 'open' });
			const own = await house.reports.start(hackney, 'r4', { organisationIds: ['o-hackney'] });
			const carried = await house.promises.ofReport(hackney, own.id);
			expect(carried.map(({ from }) => from.roundNumber)).toEqual([2, 2]);
		});

		test('starts empty where nothing was published before', async () => {
			await addMember(database.store, { id: 'city', organisationId: 'o-city' });
			const own = await house.reports.start(coordinator, 'r3', { organisationIds: ['o-city'] });
			expect(await database.store.promises.ofReports([own.id])).toEqual([]);
		});
	});

	describe('an answer', () => {
		test('says what came of it, who said so, and where it stands', async () => {
			const id = (await first())?.id ?? '';
			const answered = await house.promises.answer(leeds, id, {
				outcome: 'partly',
				explanation: 'Five of 46 were late.',
				sectionKey: 'commitment-3'
			});
			expect(answered).toMatchObject({
				outcome: 'partly',
				sectionKey: 'commitment-3',
				answered: { by: 'Ben' }
			});
			expect(house.emitted.at(-1)).toEqual({ type: 'report-changed', reportId: draft });
		});

		test('is part of the section it stands in, and of no other', async () => {
			const hashes = async () =>
				new Map(
					(await house.reports.byId(leeds, draft)).sections.map(({ key, sha256 }) => [key, sha256])
				);
			const id = (await first())?.id ?? '';
			await house.promises.answer(leeds, id, {
				outcome: 'done',
				explanation: '',
				sectionKey: 'commitment-3'
			});
			const before = await hashes();
			await house.promises.answer(leeds, id, {
				outcome: 'not-yet',
				explanation: 'We are late.',
				sectionKey: 'commitment-3'
			});
			const after = await hashes();
			const changed = [...after.keys()].filter((key) => after.get(key) !== before.get(key));
			expect(changed).toEqual(['commitment-3']);
		});

		test('can be taken back', async () => {
			const id = (await first())?.id ?? '';
			await house.promises.answer(leeds, id, { outcome: null, explanation: '' });
			expect(await first()).toMatchObject({ outcome: null, answered: null });
		});

		test.each(['partly', 'not-yet', 'dropped'] as const)('“%s” needs a reason', async (outcome) => {
			const id = (await first())?.id ?? '';
			await expect(
				house.promises.answer(leeds, id, { outcome, explanation: '' })
			).rejects.toMatchObject({ code: 'invalid', details: { field: 'explanation' } });
			const explanation = 'We ran out of time.';
			expect(await house.promises.answer(leeds, id, { outcome, explanation })).toMatchObject({
				outcome,
				explanation
			});
		});

		test('an explanation says what it explains', async () => {
			const id = (await first())?.id ?? '';
			await expect(
				house.promises.answer(leeds, id, { outcome: null, explanation: 'We ran out of time.' })
			).rejects.toMatchObject({ code: 'invalid', details: { field: 'outcome' } });
		});

		test('[F1] is given by those who write, while it is written', async () => {
			const id = (await first())?.id ?? '';
			const answer = (actor: Member) =>
				house.promises.answer(actor, id, { outcome: 'done', explanation: '' });
			await expect(answer(reader)).rejects.toEqual(failure('not-allowed'));
			await expect(answer(coordinator)).rejects.toEqual(failure('not-found'));
			await expect(house.promises.ofReport(coordinator, draft)).rejects.toEqual(
				failure('not-found')
			);
			await expect(house.promises.ofReport(anonymous, draft)).rejects.toEqual(failure('not-found'));
			const old = (await house.promises.ofReport(leeds, joint))[0]?.id ?? '';
			await expect(
				house.promises.answer(leeds, old, { outcome: 'done', explanation: '' })
			).rejects.toEqual(failure('not-allowed'));
		});
	});
});
