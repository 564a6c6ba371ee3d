// The convenor's synthesis of a round: what it cites, what happens when the cited words are corrected, and what is
// published of it to whom.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { contentOf, createContentReader } from '#server/domain/collaboration/derive.ts';
import { updatesOf } from '#server/domain/collaboration/history/put-back.ts';
import { makeEdition } from '#server/domain/rounds/edition.ts';
import { reportText } from '#server/domain/rounds/report-text.ts';
import { createSyntheses, type Syntheses } from '#server/domain/rounds/synthesis/synthesis.ts';
import { parseTemplate } from '#server/domain/rounds/template.ts';
import { anonymous, type Member } from '#server/kernel/actor.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { sectionField } from '#shared/document-fields.ts';
import { expectRefused } from '../support/alliance.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, addRound, wireDomains } from '../support/domain.ts';

const origin = 'https://alliance.example';
const at = '2026-11-23T09:00:00.000Z';

type Words = Record<string, string>;
const paragraph = (...content: object[]) => ({ type: 'paragraph', content });
const plain = (words: string) => ({ type: 'text', text: words });
const cited = (words: string, path: string) => ({
	...plain(words),
	marks: [{ type: 'link', attrs: { href: `${origin}${path}` } }]
});
const hackney = '/rounds/2/reports/hackney/editions/1#commitment-2';
const leeds = '/rounds/2/reports/leeds/editions/1#why';

forEachDialect((_, open) => {
	let database: Opened;
	let house: ReturnType<typeof wireDomains>;
	let syntheses: Syntheses;
	const people = {} as Record<'coordinator' | 'facilitator' | 'drafter' | 'supporter', Member>;

	/** Writes a text all at once, over the one before. */
	async function write(documentName: string, ...blocks: object[]): Promise<void> {
		const logs = createKyselyDocumentStore(database.db);
		const lasts = await logs.lastSeqs([documentName]);
		const [bytes] = updatesOf([{ body: { type: 'doc', content: blocks } }]);
		await database.store.documents.appendToLogs([
			{
				document_name: documentName,
				seq: (lasts.get(documentName) ?? 0) + 1,
				member_id: null,
				at,
				bytes: bytes as Uint8Array
			}
		]);
	}

	/** Adds an edition to a report; its other sections are empty. */
	async function addEdition(reportId: string, number: number, words: Words): Promise<string> {
		const { store } = database;
		const template = parseTemplate((await store.rounds.template('3'))?.sections ?? '[]');
		const fields = Object.entries(words).map(([key, each]) => [
			sectionField(key),
			{ type: 'doc', content: [paragraph(plain(each))] }
		]);
		const content = contentOf(updatesOf([Object.fromEntries(fields) as never]));
		const { row, sections } = makeEdition({
			reportId,
			number,
			title: `Report of ${reportId}`,
			note: number === 1 ? null : 'A figure was corrected.',
			versionId: null,
			publishedAt: at,
			template,
			wording: new Map(),
			text: reportText(
				template.map(({ key }) => key),
				{ seq: 1, content },
				[]
			)
		});
		await store.editions.add(row, sections, []);
		return row.id;
	}

	async function addReport(
		id: string,
		roundId: string,
		organisationId: string,
		state: 'draft' | 'published'
	): Promise<void> {
		const { store } = database;
		await store.documents.create(`report-${id}`, 'report', at);
		await store.rounds.addReport(
			{
				id,
				round_id: roundId,
				title: `Report of ${id}`,
				slug: id,
				state,
				document_name: `report-${id}`,
				is_sample: 1,
				intends_to_publish_since: at,
				created_by: null,
				created_at: at,
				published_at: state === 'published' ? at : null,
				correcting_since: null
			},
			[organisationId],
			['why']
		);
	}

	const publish = async (note = '') => {
		const { sha256 } = (await syntheses.ofRound(people.coordinator, 'r2')) ?? { sha256: '' };
		return syntheses.publish(people.coordinator, 'r2', { sha256, note });
	};
	const read = async (
		actor = anonymous as Parameters<Syntheses['published']>[0],
		edition?: number
	) => syntheses.published(actor, 2, edition);

	beforeAll(async () => {
		database = await open();
		const { store, db } = database;
		house = wireDomains(store);
		const convenor = { organisationId: 'o-convenor', organisationKind: 'convenor' } as const;
		const add = async (who: keyof typeof people, more: object): Promise<void> => {
			people[who] = await addMember(store, { id: who, organisationId: 'o-leeds', ...more });
		};
		await add('coordinator', { ...convenor, role: 'lead', allianceRoles: ['coordinator'] });
		await add('facilitator', { ...convenor, role: 'reader', allianceRoles: ['facilitator'] });
		await add('drafter', {});
		await add('supporter', { organisationId: 'o-sup', organisationKind: 'pledge-supporter' });
		await addMember(store, { id: 'h', organisationId: 'o-hackney' });
		await addRound(store, { id: 'r2', number: 2, state: 'published' });
		await addRound(store, { id: 'r3', number: 3, state: 'open' });
		await addRound(store, { id: 'r4', number: 4, state: 'planned' });
		await addReport('hackney', 'r2', 'o-hackney', 'published');
		await addReport('leeds', 'r2', 'o-leeds', 'published');
		await addReport('secret', 'r3', 'o-hackney', 'draft');
		await addEdition('hackney', 1, { why: 'We listen.', 'commitment-2': 'We reached 40 people.' });
		await addEdition('leeds', 1, { why: 'Leeds pays its partners.' });
		syntheses = createSyntheses({
			...house,
			store,
			texts: createContentReader(createKyselyDocumentStore(db)).texts,
			origin
		});
	});
	afterAll(() => database.close());

	describe('sections to cite', () => {
		const found = async (q: string) =>
			(await syntheses.citable(people.facilitator, 'r2', { q })).items;

		test('are found by what they say, whose they are and what they answer', async () => {
			expect((await found('40 PEOPLE')).map(({ key }) => key)).toEqual(['commitment-2']);
			expect((await found('o-hackney commitment 2'))[0]?.address).toBe(`${origin}${hackney}`);
			expect((await found('')).map(({ report, key }) => [report, key])).toEqual([
				['Report of hackney', 'why'],
				['Report of hackney', 'commitment-2'],
				['Report of leeds', 'why']
			]);
			expect(await found('nobody wrote this')).toEqual([]);
		});

		test('go on where a page ended', async () => {
			const after = `${origin}/rounds/2/reports/hackney/editions/1#why`;
			const { items, next } = await syntheses.citable(people.facilitator, 'r2', { q: '', after });
			expect([items.length, next]).toEqual([2, null]);
		});

		test('[F5] are never those of a draft', async () => {
			expect((await syntheses.citable(people.coordinator, 'r3', { q: '' })).items).toEqual([]);
			await expectRefused(syntheses.citable(anonymous, 'r3', { q: '' }), 'not-found');
		});
	});

	describe('one that is being written', () => {
		test('is begun once, by any member of the convenor, when the round is open', async () => {
			const begun = await syntheses.start(people.facilitator, 'r2');
			expect((await syntheses.start(people.coordinator, 'r2')).id).toBe(begun.id);
			await expectRefused(syntheses.start(people.coordinator, 'r4'), 'not-allowed');
		});

		test('[F5] is not known to anybody else', async () => {
			const { id } = await syntheses.start(people.facilitator, 'r2');
			for (const actor of [people.drafter, people.supporter, anonymous]) {
				await expectRefused(
					[
						syntheses.ofRound(actor, 'r2'),
						syntheses.find(actor, id),
						syntheses.start(actor, 'r2'),
						syntheses.publish(actor, 'r2', { sha256: 'x', note: '' })
					],
					'not-found'
				);
				expect(await syntheses.published(actor, 2)).toBeNull();
			}
		});

		test('shows the cited words beside its own, in the order of the text', async () => {
			const { documentName } = await syntheses.start(people.facilitator, 'r2');
			await write(
				documentName,
				{ type: 'heading', attrs: { level: 3 }, content: [plain('Money reaches people')] },
				paragraph(
					plain('As '),
					cited('Hackney shows', hackney),
					plain(' and '),
					cited('Leeds', leeds)
				)
			);
			const { citations } = await syntheses.start(people.facilitator, 'r2');
			expect(citations).toMatchObject([
				{
					path: hackney,
					words: 'Hackney shows',
					source: {
						report: 'Report of hackney',
						edition: 1,
						commitment: 2,
						text: 'We reached 40 people.'
					},
					correction: null
				},
				{ path: leeds, source: { key: 'why' }, correction: null }
			]);
		});
	});

	describe('what is published', () => {
		test('is exactly the text that was read, and nothing when that has changed', async () => {
			const { sha256 } = await syntheses.start(people.coordinator, 'r2');
			const wrong = { sha256: sha256.replace(/./g, '0'), note: '' };
			await expectRefused(syntheses.publish(people.coordinator, 'r2', wrong), 'conflict');
			expect(await read()).toBeNull();
		});

		test('is not a text that changed in the very moment of publishing', async () => {
			const { sha256, documentName } = await syntheses.start(people.coordinator, 'r2');
			const overtaken = createSyntheses({
				...house,
				store: database.store,
				transact: async (work) => {
					await write(documentName, paragraph(plain('A colleague was faster.')));
					return house.transact(work);
				},
				texts: createContentReader(createKyselyDocumentStore(database.db)).texts,
				origin
			});
			await expectRefused(
				overtaken.publish(people.coordinator, 'r2', { sha256, note: '' }),
				'conflict'
			);
			expect(await read()).toBeNull();
		});

		test('is the coordinator’s to publish, and of a round that is published', async () => {
			const { sha256 } = await syntheses.start(people.coordinator, 'r2');
			await expectRefused(
				syntheses.publish(people.facilitator, 'r2', { sha256, note: '' }),
				'not-allowed'
			);
			const open = await syntheses.start(people.coordinator, 'r3');
			await expectRefused(
				syntheses.publish(people.coordinator, 'r3', { sha256: open.sha256, note: '' }),
				'not-allowed'
			);
		});

		test('is read by everybody, with its themes and sources', async () => {
			const before = house.emitted.length;
			expect(await publish()).toMatchObject({ number: 1, note: null });
			expect(house.emitted.slice(before).map(({ type }) => type)).toContain('record-changed');
			expect(await read()).toMatchObject({
				path: '/rounds/2/synthesis',
				themes: [{ title: 'Money reaches people', anchor: 'theme-1' }],
				citations: [
					{ path: hackney, anchor: 'source-1', correction: null },
					{ path: leeds, anchor: 'source-2', correction: null }
				]
			});
			expect((await read())?.html).toContain(`<a href="${hackney}">Hackney shows</a>`);
			expect((await read(people.drafter))?.edition.number).toBe(1);
		});

		test('is not published twice in the same words', async () => {
			await expectRefused(publish('Nothing new.'), 'conflict');
		});

		test('stays as it is while the text goes on, and says what the next edition changes', async () => {
			const { documentName } = await syntheses.start(people.coordinator, 'r2');
			await write(documentName, paragraph(plain('More.')));
			expect((await read())?.html).not.toContain('More.');
			await expectRefused(publish(), 'invalid', 'note');
			expect(await publish('A sentence was added.')).toMatchObject({ number: 2 });
			expect((await read())?.html).toContain('More.');
			expect((await read(anonymous, 1))?.html).not.toContain('More.');
			expect((await read())?.editions.map(({ number }) => number)).toEqual([2, 1]);
			expect(await read(anonymous, 3)).toBeNull();
		});

		test('is held back by a citation that leads nowhere, which is named', async () => {
			const { documentName } = await syntheses.start(people.coordinator, 'r2');
			await write(
				documentName,
				paragraph(cited('Nobody', '/rounds/2/reports/nobody/editions/1#why'))
			);
			await expect(publish('One more.')).rejects.toThrow(
				/^“Nobody” cites something that is not published/
			);
			expect((await read())?.edition.number).toBe(2);
		});
	});

	describe('a citation', () => {
		test('says when the cited words were corrected, what changed, and no other is touched', async () => {
			await addEdition('hackney', 2, {
				why: 'We listen.',
				'commitment-2': 'We reached 46 people.'
			});
			const [first, second] = (await read())?.citations ?? [];
			expect(first).toMatchObject({
				source: { text: 'We reached 40 people.', edition: 1 },
				correction: {
					edition: 2,
					note: 'A figure was corrected.',
					path: '/rounds/2/reports/hackney/editions/2#commitment-2'
				}
			});
			expect(first?.correction?.runs).toContainEqual({ text: '46', change: 'added' });
			expect(second?.correction).toBeNull();
			expect((await read())?.html.match(/corrected since/g)).toHaveLength(1);
		});

		test('is not flagged by a correction elsewhere in the report', async () => {
			await addEdition('leeds', 2, { why: 'Leeds pays its partners.', 'next-steps': 'New.' });
			expect((await read())?.citations[1]?.correction).toBeNull();
		});

		test('of an edition that was withdrawn never passes for one with its number', async () => {
			await database.db
				.updateTable('editions')
				.set({ withdrawn_at: at })
				.where('report_id', '=', 'leeds')
				.execute();
			await addEdition('leeds', 1, { why: 'Other words.' });
			expect((await read())?.citations[1]).toMatchObject({ path: leeds, source: null });
		});
	});

	test('what the public reads goes with the round when its publication is withdrawn', async () => {
		await database.db.updateTable('rounds').set({ state: 'open' }).where('id', '=', 'r2').execute();
		expect(await syntheses.published(people.drafter, 2)).toBeNull();
		await expectRefused(syntheses.published(anonymous, 2), 'not-found');
	});
});
