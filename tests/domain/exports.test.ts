// Copies to take away: who may ask for which, who is given the file, and what is left when it is cancelled or has had
// its day.
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createExports, type Exports } from '#server/domain/exports/exports.ts';
import { createPledge } from '#server/domain/pledge/pledge.ts';
import { anonymous, type Actor, type Member } from '#server/kernel/actor.ts';
import { createLog } from '#server/kernel/log.ts';
import type { AskExport, ExportView } from '#shared/export-input.ts';
import { expectRefused } from '../support/alliance.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import {
	addMember,
	addRound,
	manualClock,
	wireDomains,
	type ManualClock
} from '../support/domain.ts';

forEachDialect((_, open) => {
	let database: Opened;
	let folder: string;
	let clock: ManualClock;
	let exports: Exports;
	/** What happens between two threads of a copy. */
	let whileCopying: () => Promise<void>;
	let copiedThreads: number;
	const people = {} as Record<'lead' | 'otherLead' | 'drafter' | 'hackney' | 'coordinator', Member>;

	beforeAll(async () => {
		database = await open();
		const { store } = database;
		const leeds = { organisationId: 'o-leeds', role: 'lead' } as const;
		people.lead = await addMember(store, { id: 'lead', ...leeds });
		people.otherLead = await addMember(store, { id: 'other-lead', ...leeds });
		people.drafter = await addMember(store, { id: 'drafter', organisationId: 'o-leeds' });
		people.hackney = await addMember(store, {
			id: 'hackney',
			organisationId: 'o-hackney',
			role: 'lead'
		});
		people.coordinator = await addMember(store, {
			id: 'coordinator',
			organisationId: 'o-convenor',
			organisationKind: 'convenor',
			allianceRoles: ['coordinator']
		});
		await addRound(store, { id: 'r2', number: 2, state: 'published' });
		await addRound(store, { id: 'r3', number: 3, state: 'open' });
		for (const title of ['One thread', 'Another thread', 'A third thread']) {
			const { discussions } = wireDomains(store);
			await discussions.startThread(people.drafter, {
				place: { kind: 'commitment', number: 3 },
				title,
				body: 'Words.'
			});
		}
	});
	afterAll(() => database.close());
	beforeEach(async () => {
		folder = await mkdtemp(path.join(os.tmpdir(), 'workspace-copies-'));
		clock = manualClock();
		const house = wireDomains(database.store, clock);
		whileCopying = () => Promise.resolve();
		copiedThreads = 0;
		exports = createExports({
			...house,
			discussions: {
				async toCopy(actor, id) {
					copiedThreads += 1;
					await whileCopying();
					return house.discussions.toCopy(actor, id);
				}
			},
			store: database.store,
			pledge: createPledge({ store: database.store }),
			log: createLog('silent'),
			origin: 'https://workspace.test',
			folder
		});
		await database.db.deleteFrom('exports').execute();
		return async () => {
			await exports.close();
			await rm(folder, { recursive: true, force: true });
		};
	});

	const leeds: AskExport = { kind: 'organisation', organisationId: 'o-leeds' };
	const round: AskExport = { kind: 'round', roundId: 'r2', format: 'zip' };

	/** Once it is made, or could not be. */
	async function settled(actor: Actor, { id }: ExportView): Promise<ExportView> {
		for (;;) {
			const view = await exports.byId(actor, id);
			if (view.state === 'ready' || view.state === 'failed') return view;
			await new Promise((resolve) => setTimeout(resolve, 5));
		}
	}

	describe('a copy may be asked for', () => {
		test('of an organisation by its leads, of everything by the coordinator, of a published round by members', async () => {
			expect(await exports.choices(people.lead)).toMatchObject({
				organisations: [{ id: 'o-leeds' }],
				alliance: false,
				rounds: [{ number: 2 }]
			});
			expect((await exports.choices(people.drafter)).organisations).toEqual([]);
			expect((await exports.choices(people.coordinator)).alliance).toBe(true);
			for (const [actor, wish] of [
				[people.lead, leeds],
				[people.coordinator, { kind: 'alliance' }],
				[people.drafter, round]
			] as [Member, AskExport][]) {
				const copy = await settled(actor, await exports.ask(actor, wish));
				expect(copy.state).toBe('ready');
				const { bytes } = await exports.file(actor, copy.id);
				expect(bytes).toBe(copy.bytes);
			}
		});

		test('[F4] of no other organisation, and of everything by nobody else', async () => {
			await expectRefused(
				[
					exports.ask(people.lead, { kind: 'organisation', organisationId: 'o-hackney' }),
					exports.ask(people.drafter, leeds),
					exports.ask(people.coordinator, leeds),
					exports.ask(people.lead, { kind: 'alliance' })
				],
				'not-allowed'
			);
			await expectRefused(exports.ask(anonymous, leeds), 'not-signed-in');
		});

		test('[F5] of no round before it is published, however it is asked for', async () => {
			await expectRefused(
				[
					exports.ask(people.coordinator, { kind: 'round', roundId: 'r3', format: 'zip' }),
					exports.ask(people.lead, { kind: 'round', roundId: 'none', format: 'zip' }),
					exports.ask(people.lead, { kind: 'organisation', organisationId: 'none' }),
					exports.ofRound(3, 'pdf'),
					exports.ofRound(99, 'zip')
				],
				'not-found'
			);
			expect(await readdir(folder)).toEqual([]);
		});

		test('one at a time', async () => {
			const first = await exports.ask(people.lead, leeds);
			await expectRefused(exports.ask(people.lead, leeds), 'conflict');
			await settled(people.lead, first);
			expect((await settled(people.lead, await exports.ask(people.lead, leeds))).state).toBe(
				'ready'
			);
		});
	});

	describe('a copy is given', () => {
		test('[F5] to whoever asked and to nobody else, not even of the same organisation', async () => {
			const copy = await settled(people.lead, await exports.ask(people.lead, leeds));
			for (const stranger of [people.otherLead, people.hackney, people.coordinator]) {
				await expectRefused(
					[
						exports.byId(stranger, copy.id),
						exports.file(stranger, copy.id),
						exports.remove(stranger, copy.id)
					],
					'not-found'
				);
				expect(await exports.list(stranger)).toEqual([]);
			}
			await expectRefused([exports.file(anonymous, copy.id)], 'not-signed-in');
			expect(await readdir(folder)).toEqual([`${copy.id}.zip`]);
		});

		test('[F3] no longer to a lead who has lost the seat meanwhile', async () => {
			const copy = await settled(people.lead, await exports.ask(people.lead, leeds));
			const without: Member = { ...people.lead, seats: [] };
			await expectRefused(exports.file(without, copy.id), 'not-allowed');
		});

		test('when it is ready', async () => {
			const copy = await exports.ask(people.lead, leeds);
			await expectRefused(exports.file(people.lead, copy.id), 'conflict');
			await settled(people.lead, copy);
		});

		test('for a day', async () => {
			const copy = await settled(people.lead, await exports.ask(people.lead, leeds));
			clock.advance(24 * 60 * 60_000 - 1);
			await exports.cleanUp({ isStart: false });
			expect((await exports.list(people.lead)).map(({ id }) => id)).toEqual([copy.id]);
			clock.advance(1);
			await expectRefused(exports.file(people.lead, copy.id), 'not-found');
			await exports.cleanUp({ isStart: false });
			expect(await readdir(folder)).toEqual([]);
			expect(await database.store.exports.list()).toEqual([]);
		});
	});

	describe('nothing is left behind', () => {
		test('when it is cancelled while it is being made, and its making goes no further', async () => {
			let cancelled: Promise<void> | undefined;
			whileCopying = () => (cancelled ??= exports.remove(people.lead, copy.id));
			const copy = await exports.ask(people.lead, leeds);
			// Its turn comes when the first one's is over.
			const next = await settled(people.drafter, await exports.ask(people.drafter, round));
			expect(copiedThreads).toBe(1);
			expect(await exports.list(people.lead)).toEqual([]);
			expect(await readdir(folder)).toEqual([`${next.id}.zip`]);
		});

		test('when it is removed', async () => {
			const copy = await settled(people.lead, await exports.ask(people.lead, leeds));
			await exports.remove(people.lead, copy.id);
			expect(await readdir(folder)).toEqual([]);
		});

		test('of one that a stop has cut off, and it says that it was not made', async () => {
			const copy = await exports.ask(people.lead, leeds);
			await settled(people.lead, copy);
			await database.store.exports.update(copy.id, { state: 'making' });
			await writeFile(path.join(folder, `${copy.id}.zip.part`), 'half');
			await writeFile(path.join(folder, 'of-nobody.zip'), 'old');
			await exports.cleanUp({ isStart: true });
			expect((await exports.byId(people.lead, copy.id)).state).toBe('failed');
			expect(await readdir(folder)).toEqual([`${copy.id}.zip`]);
		});
	});

	test('a round is made once for all who ask at the same time, and kept', async () => {
		const [one, other] = await Promise.all([exports.ofRound(2, 'zip'), exports.ofRound(2, 'zip')]);
		expect(one.etag).toBe(other.etag);
		expect(await readdir(folder)).toHaveLength(1);
		expect((await exports.ofRound(2, 'zip')).etag).toBe(one.etag);
	});

	test('the files of the round that was published last can be made before anybody asks', async () => {
		await exports.prepareNewestRound();
		const made = await readdir(folder);
		expect(made.map((name) => path.extname(name)).sort()).toEqual(['.pdf', '.zip']);
		await exports.ofRound(2, 'pdf');
		expect(await readdir(folder)).toEqual(made);
	});

	test('asking and removing are on record', async () => {
		const copy = await settled(people.lead, await exports.ask(people.lead, leeds));
		await exports.remove(people.lead, copy.id);
		const rows = await database.store.audit.list(2);
		expect(rows.map(({ action, target }) => [action, target])).toEqual([
			['export.remove', copy.id],
			['organisation.export', 'o-leeds']
		]);
	});
});
