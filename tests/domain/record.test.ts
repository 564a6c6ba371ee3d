// The public record: who has reported, each report in its editions, reading across, and copies that can be checked.
import { createHash } from 'node:crypto';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymous, type Actor, type Member } from '#server/kernel/actor.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, addRound } from '../support/domain.ts';
import { openWritingHouse, p, ul, type WritingHouse } from '../support/written-report.ts';

const failure = (code: string): unknown => expect.objectContaining({ code });
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
const origin = 'https://workspace.test';

forEachDialect((_, open) => {
	let database: Opened;
	let house: WritingHouse;
	let leeds: Member;
	let coordinator: Member;
	/** Ids of reports, by name. */
	const ids = {} as Record<'leeds1' | 'leeds2' | 'hackney1' | 'late' | 'withdrawn', string>;

	beforeAll(async () => {
		database = await open();
		const { store, db } = database;
		house = openWritingHouse(database);
		leeds = await addMember(store, { id: 'leeds', organisationId: 'o-leeds', role: 'lead' });
		const hackney = await addMember(store, { id: 'hackney', organisationId: 'o-hackney' });
		const city = await addMember(store, { id: 'city', organisationId: 'o-city', role: 'lead' });
		coordinator = await addMember(store, {
			id: 'coordinator',
			organisationId: 'o-convenor',
			organisationKind: 'convenor',
			allianceRoles: ['coordinator']
		});
		await db
			.updateTable('organisations')
			.set({ region: 'London' })
			.where('id', '!=', 'o-leeds')
			.execute();
		for (const organisation of ['o-leeds', 'o-hackney', 'o-city']) {
			await store.pledge.addSignatory({
				id: `s-${organisation}`,
				organisation_id: organisation,
				role_title: 'Chief Executive',
				signed_on: null,
				ended_on: null,
				certainty: 'On public record'
			});
		}
		for (const number of [1, 2, 3]) {
			await addRound(store, { id: `r${number}`, number, state: 'open' });
		}
		const start = async (
			who: Member,
			round: string,
			title: string,
			words: Record<string, object[]>
		) => {
			const organisationIds = who.seats.map(({ organisationId }) => organisationId);
			const report = await house.reports.start(who, round, { organisationIds, title });
			await house.write(report.documentName, words);
			return report;
		};

		const first = await start(leeds, 'r1', 'Leeds', {
			'commitment-2': [p('In the first round we counted nobody.')],
			'next-steps': [p('We will:'), ul('count everybody;', 'pay on time.')]
		});
		ids.leeds1 = first.id;
		await house.publish(first.id);
		const withdraw = (reportId: string) =>
			db
				.updateTable('editions')
				.set({ withdrawn_at: house.clock.iso() })
				.where('report_id', '=', reportId)
				.execute();
		// Published, withdrawn within the half hour, and published in other words.
		const once = await start(hackney, 'r1', 'Hackney', { why: [p('SECRET because.')] });
		ids.hackney1 = once.id;
		await house.publish(once.id);
		await withdraw(once.id);
		await house.write(once.documentName, { why: [p('Because.')] });
		await house.publish(once.id);
		await db.updateTable('rounds').set({ state: 'published' }).where('number', '=', 1).execute();

		const second = await start(leeds, 'r2', 'a partnership of Leeds', {
			'commitment-2': [p('We count everybody, 57 in 100.')]
		});
		ids.leeds2 = second.id;
		const [counted] = await house.promises.ofReport(leeds, second.id);
		await house.promises.answer(leeds, counted?.id ?? '', {
			outcome: 'partly',
			explanation: 'Everybody but one team.',
			sectionKey: 'commitment-2'
		});
		await house.publish(second.id);
		house.clock.advance(86_400_000);
		await house.write(second.documentName, {
			'commitment-2': [p('We count everybody, 52 in 100.')]
		});
		await house.publish(second.id);
		await db.updateTable('rounds').set({ state: 'published' }).where('number', '=', 2).execute();

		// After the second edition the team goes on writing, and answers differently; nobody outside reads that.
		await db
			.updateTable('reports')
			.set({ correcting_since: house.clock.iso() })
			.where('id', '=', second.id)
			.execute();
		await house.promises.answer(leeds, counted?.id ?? '', {
			outcome: 'dropped',
			explanation: 'SECRET change of mind.',
			sectionKey: 'commitment-2'
		});
		await house.write(second.documentName, { why: [p('SECRET correction.')] });
		// A draft that was left behind, one of the open round, and one that was published and withdrawn.
		ids.late = (await start(hackney, 'r3', 'SECRET draft', { why: [p('SECRET words.')] })).id;
		ids.withdrawn = (await start(city, 'r3', 'SECRET withdrawn', { why: [p('SECRET once.')] })).id;
		await house.publish(ids.withdrawn);
		await withdraw(ids.withdrawn);
	});
	afterAll(() => database.close());

	const readers = (): [string, Actor][] => [
		['somebody not signed in', anonymous],
		['a member of the organisation that writes', leeds],
		['the coordinator', coordinator]
	];

	describe('[F5][F7] what is not public', () => {
		test('is on no page and in no copy, whoever asks for it', async () => {
			for (const [who, actor] of readers()) {
				const { record } = house;
				const everything = JSON.stringify([
					await record.round(actor, 1),
					await record.round(actor, 2),
					await record.across(actor, 2),
					await record.across(actor, 2, { roundNumber: 1 }),
					await record.organisation(actor, 'o-leeds'),
					await record.organisation(actor, 'o-hackney'),
					await record.organisation(actor, 'o-city'),
					await record.news(actor),
					await record.pages(actor),
					await record.catalogue(actor),
					await record.roundAsJson(actor, 1, origin),
					await record.roundAsJson(actor, 2, origin),
					await record.edition(actor, ids.hackney1, 1),
					await record.roundAsCsv(actor, 2, origin),
					await record.acrossAsCsv(actor, origin, 2, {}),
					await record.edition(actor, ids.leeds2, 2),
					[...(await record.report(actor, 2, 'a-partnership-of-leeds')).answers],
					(await record.report(actor, 1, 'leeds')).answeredLater
				]);
				expect(everything, who).toContain('52 in 100');
				expect(everything, who).not.toContain('SECRET');
			}
		});

		test('has no address, whoever asks for it', async () => {
			for (const [who, actor] of readers()) {
				const asked = [
					() => house.record.round(actor, 3),
					() => house.record.report(actor, 3, 'secret-draft'),
					() => house.record.report(actor, 3, 'secret-withdrawn'),
					() => house.record.editions(actor, ids.late),
					() => house.record.edition(actor, ids.late, 1),
					() => house.record.edition(actor, ids.withdrawn, 1),
					() => house.record.roundAsJson(actor, 3, origin),
					() => house.record.roundAsCsv(actor, 3, origin),
					() => house.record.across(actor, 1, { roundNumber: 3 })
				];
				for (const [index, ask] of asked.entries()) {
					await expect(ask(), `${who}, ${index}`).rejects.toEqual(failure('not-found'));
				}
			}
		});
	});

	describe('a round', () => {
		test('names who has reported and who has not, by the alphabet', async () => {
			const { reports, notYetReported, spokenFor } = await house.record.round(anonymous, 2);
			expect(reports.map(({ title }) => title)).toEqual(['a partnership of Leeds']);
			expect(notYetReported.map(({ id }) => id)).toEqual(['o-city', 'o-hackney']);
			expect(spokenFor).toBe(1);
			const first = await house.record.round(anonymous, 1);
			expect(first.reports.map(({ title }) => title)).toEqual(['Hackney', 'Leeds']);
			expect(first.notYetReported.map(({ id }) => id)).toEqual(['o-city']);
		});

		test('of which only some reports are kept here says of nobody that they are missing', async () => {
			await database.db
				.updateTable('rounds')
				.set({ reported_count: 28 })
				.where('number', '=', 1)
				.execute();
			expect((await house.record.round(anonymous, 1)).notYetReported).toEqual([]);
			expect(
				(await house.record.organisation(anonymous, 'o-city')).rounds.map(({ number }) => number)
			).toEqual([2]);
			await database.db
				.updateTable('rounds')
				.set({ reported_count: null })
				.where('number', '=', 1)
				.execute();
		});

		test('counts in how many reports each section has words', async () => {
			const { sections } = await house.record.round(anonymous, 1);
			expect(sections).toHaveLength(10);
			const counts = new Map(sections.map(({ key, reports }) => [key, reports]));
			expect(['why', 'commitment-2', 'commitment-3'].map((key) => counts.get(key))).toEqual([
				1, 1, 0
			]);
		});
	});

	describe('a report', () => {
		test('that was corrected shows the correction, and the first edition as it was', async () => {
			const newest = await house.record.report(anonymous, 2, 'a-partnership-of-leeds');
			expect(newest.edition).toMatchObject({ number: 2, note: 'A figure was wrong.' });
			expect(newest.changed.map(({ key }) => key)).toEqual(['commitment-2']);
			const first = await house.record.report(anonymous, 2, 'a-partnership-of-leeds', 1);
			expect(first.sections[2]?.text).toContain('57 in 100');
			expect(first.editions.map(({ number }) => number)).toEqual([2, 1]);
			expect(first.changed).toEqual([]);
			await expect(house.record.report(anonymous, 2, 'a-partnership-of-leeds', 3)).rejects.toEqual(
				failure('not-found')
			);
		});

		test('says what came of a promise where it is answered, and where it was made', async () => {
			const { answers, before } = await house.record.report(anonymous, 2, 'a-partnership-of-leeds');
			const answer = {
				promise: 'count everybody;',
				outcome: 'partly',
				explanation: 'Everybody but one team.'
			};
			const made = { title: 'Leeds', roundNumber: 1, address: '/rounds/1/reports/leeds' };
			expect(answers.get('commitment-2')).toEqual([{ ...answer, promisedIn: made }]);
			expect(before).toEqual([made]);
			const { answeredLater, after } = await house.record.report(anonymous, 1, 'leeds');
			const given = {
				title: 'a partnership of Leeds',
				roundNumber: 2,
				address: '/rounds/2/reports/a-partnership-of-leeds'
			};
			expect(answeredLater[0]).toEqual({
				...answer,
				answeredIn: given,
				sectionKey: 'commitment-2'
			});
			expect(answeredLater[1]).toMatchObject({ promise: 'pay on time.', outcome: null });
			expect(after).toEqual([given]);
		});

		test('can be checked with sha256sum: each section against the list, the list against the report', async () => {
			const report = await house.record.report(anonymous, 2, 'a-partnership-of-leeds');
			const files = unzipSync(house.record.reportAsZip(report));
			const text = (name: string): string => strFromU8(files[name] ?? new Uint8Array());
			const list = text('SHA256SUMS');
			expect(sha256(list)).toBe(report.edition.sha256);
			const lines = list
				.trimEnd()
				.split('\n')
				.map((line) => line.split('  '));
			expect(lines).toHaveLength(10);
			for (const [hash, name = ''] of lines) expect(sha256(text(name)), name).toBe(hash);
			expect(text('report.html')).toContain('Everybody but one team.');
			expect(house.record.reportAsText(report)).toContain('Partly done. Everybody but one team.');
		});
	});

	describe('reading across', () => {
		test('sets this round beside the last, and who has not reported in its place', async () => {
			const across = await house.record.across(anonymous, 2);
			expect(across).toMatchObject({ roundNumber: 2, beforeNumber: 1, reports: 1 });
			const shown = across?.entries.map(({ title, now, before }) => [
				title,
				now?.text ?? null,
				before.map(({ text }) => text)
			]);
			expect(shown).toEqual([
				[
					'a partnership of Leeds',
					'We count everybody, 52 in 100.',
					['In the first round we counted nobody.']
				],
				['Organisation o-city', null, []],
				['Organisation o-hackney', null, ['']]
			]);
		});

		test('is narrowed by region and kind, and knows no others', async () => {
			const titles = async (filter: object) =>
				(await house.record.across(anonymous, 2, filter))?.entries.map(({ title }) => title);
			expect(await titles({ region: 'Leeds' })).toEqual(['a partnership of Leeds']);
			expect(await titles({ region: 'London', kind: 'NHS trust' })).toHaveLength(2);
			for (const filter of [{ region: 'Nowhere' }, { kind: 'League' }, { roundNumber: 9 }]) {
				await expect(titles(filter)).rejects.toEqual(failure('not-found'));
			}
		});
	});

	test('an organisation has a page over all rounds, the convenor has none', async () => {
		const { rounds, signatory } = await house.record.organisation(anonymous, 'o-hackney');
		expect(
			rounds.map(({ number, reports }) => [number, reports.map(({ title }) => title)])
		).toEqual([
			[2, []],
			[1, ['Hackney']]
		]);
		expect(signatory).toEqual({ roleTitle: 'Chief Executive', certainty: 'On public record' });
		for (const slug of ['o-convenor', 'nobody']) {
			await expect(house.record.organisation(anonymous, slug)).rejects.toEqual(
				failure('not-found')
			);
		}
	});

	test('a correction is news, with its note and an address of its own', async () => {
		const correction = (await house.record.news(anonymous)).find(
			({ kind }) => kind === 'correction'
		);
		expect(correction).toMatchObject({
			title: 'Corrected: a partnership of Leeds',
			summary: 'A figure was wrong.',
			address: '/rounds/2/reports/a-partnership-of-leeds/editions/2'
		});
	});

	test('the record has the same revision until something of it changes', async () => {
		const { revision } = house.record;
		const before = revision();
		house.events.emit({ type: 'report-changed', reportId: ids.leeds1 });
		expect(revision()).toBe(before);
		house.events.emit({ type: 'record-changed' });
		expect(revision()).not.toBe(before);
	});

	test('all of it is read in the same number of queries, however much there is', async () => {
		let queries = 0;
		const executor = database.db.getExecutor();
		const provide = executor.provideConnection.bind(executor);
		executor.provideConnection = (consumer) => {
			queries += 1;
			return provide(consumer);
		};
		await house.record.catalogue(anonymous);
		executor.provideConnection = provide;
		expect(queries).toBe(3);
	});
});
