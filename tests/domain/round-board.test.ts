// The board of a round: what it shows, to whom, and that it costs the same for four reports as for forty.
import type { KyselyPlugin } from 'kysely';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createRoundBoard } from '#server/domain/rounds/round-board.ts';
import { anonymous, type Actor } from '#server/kernel/actor.ts';
import { createStore } from '#server/storage/store.ts';
import { expectRefused } from '../support/alliance.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember } from '../support/domain.ts';
import { openPublicationDay, type PublicationDay } from '../support/publication-day.ts';

forEachDialect((dialect, open) => {
	let database: Opened;
	let day: PublicationDay;
	let queries = 0;
	const counting: KyselyPlugin = {
		transformQuery({ node }) {
			queries += 1;
			return node;
		},
		transformResult: ({ result }) => Promise.resolve(result)
	};

	beforeAll(async () => {
		database = await open();
	});
	beforeEach(async () => {
		const db = database.db.withPlugin(counting);
		day = await openPublicationDay(dialect, { ...database, db, store: createStore(db) });
	});
	afterEach(() => day.close());
	afterAll(() => database.close());

	const boardFor = (actor: Actor) =>
		createRoundBoard({
			store: day.store,
			access: day.access,
			rounds: day.rounds,
			readiness: day.readiness
		}).ofRound(actor, 'r3');

	describe('the board', () => {
		test('shows each section, and whether every organisation has signed exactly its words', async () => {
			const { leedsLead, hackneyLead, coordinator } = day.people;
			const report = await day.draft(coordinator, 'o-leeds', 'o-hackney');
			const signedSections = async () =>
				(await boardFor(coordinator)).reports[0]?.sections.filter(({ isSigned }) => isSigned)
					.length;
			expect((await boardFor(coordinator)).reports[0]).toMatchObject({
				id: report,
				mayRead: false,
				signatures: [{ state: 'not-signed' }, { state: 'not-signed' }]
			});
			await day.sign(report, leedsLead);
			expect(await signedSections()).toBe(0);
			await day.sign(report, hackneyLead);
			expect(await signedSections()).toBe(10);
			await day.write(report, 'And one more thing.', 'commitment-4');
			expect(await signedSections()).toBe(9);
			const [after] = (await boardFor(coordinator)).reports;
			expect(after?.sections.find(({ key }) => key === 'commitment-4')?.isSigned).toBe(false);
			expect(after?.signatures).toMatchObject([
				{ state: 'voided', changed: ['commitment-4'] },
				{ state: 'voided', changed: ['commitment-4'] }
			]);
		});

		test('says what would hold a report back, without a word of it', async () => {
			const report = await day.draft(day.people.leedsLead, 'o-leeds');
			await day.sign(report, day.people.leedsLead);
			expect((await boardFor(day.people.coordinator)).reports[0]?.holdsBack).toEqual([]);
			await day.write(report, 'Write to someone.private@gmail.com about the secret plan.');
			const board = await boardFor(day.people.coordinator);
			expect(board.reports[0]?.holdsBack).toMatchObject([
				{ kind: 'signature-voided', count: 1 },
				{ section: 'commitment-1', count: 1 }
			]);
			expect(JSON.stringify(board)).not.toMatch(/gmail|secret/);
		});

		test('is alphabetical, and lists the organisations without a report', async () => {
			await day.draft(day.people.leedsLead, 'o-leeds');
			await day.draft(day.people.hackneyLead, 'o-hackney');
			const board = await boardFor(day.people.coordinator);
			expect(board.reports.map(({ title }) => title)).toEqual([
				'Organisation o-hackney',
				'Organisation o-leeds'
			]);
			expect(board.withoutReport.map(({ id }) => id)).toEqual(['o-city']);
			expect(board.isWhole).toBe(true);
			expect(board.columns).toHaveLength(10);
		});

		test('[F5] a draft of others cannot be told from one that was never begun', async () => {
			const before = await boardFor(day.people.hackneyLead);
			await day.draft(day.people.leedsLead, 'o-leeds');
			expect(await boardFor(day.people.hackneyLead)).toEqual(before);
			expect(before.isWhole).toBe(false);
			expect((await boardFor(day.people.leedsDrafter)).reports).toMatchObject([{ mayRead: true }]);
			await expectRefused(boardFor(anonymous), 'not-found');
		});

		test('one report whose text cannot be read leaves the others on the board', async () => {
			const unreadable = new Set<string>();
			const broken = await openPublicationDay(dialect, database, unreadable);
			const leeds = await broken.draft(broken.people.leedsLead, 'o-leeds');
			await broken.draft(broken.people.hackneyLead, 'o-hackney');
			unreadable.add((await broken.store.rounds.report(leeds))?.document_name ?? '');
			const { store, access, rounds, readiness } = broken;
			const board = await createRoundBoard({ store, access, rounds, readiness }).ofRound(
				broken.people.coordinator,
				'r3'
			);
			expect(board.reports.map(({ sections }) => sections.length)).toEqual([10, 0]);
			expect(board.reports[1]?.holdsBack).toMatchObject([{ kind: 'unreadable' }]);
			await broken.close();
		});
	});

	describe('what the board costs', () => {
		test('forty organisations with ten sections each are read in as many queries as four', async () => {
			const { coordinator } = day.people;
			const ids: string[] = [];
			async function drafts(upTo: number): Promise<void> {
				while (ids.length < upTo) {
					const organisationId = `o-${ids.length}`;
					const lead = await addMember(day.store, {
						id: `lead-${ids.length}`,
						organisationId,
						role: 'lead'
					});
					const report = await day.draft(lead, organisationId);
					await day.sign(report, lead);
					await day.write(report, 'Changed since.');
					ids.push(organisationId);
				}
			}
			async function queriesOf(): Promise<number> {
				const before = queries;
				const board = await boardFor(coordinator);
				expect(board.reports).toHaveLength(ids.length);
				expect(board.reports.every(({ sections }) => sections.length === 10)).toBe(true);
				return queries - before;
			}
			await drafts(4);
			const forFour = await queriesOf();
			await drafts(40);
			const forForty = await queriesOf();
			expect(forForty).toBe(forFour);
			expect(forForty).toBeLessThan(40);
		});
	});
});
