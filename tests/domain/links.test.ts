// Where something is mentioned, and evidence offered to a section: each reader is shown what they may see, nothing else.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as v from 'valibot';
import type { Member } from '#server/kernel/actor.ts';
import { createLog } from '#server/kernel/log.ts';
import { createReadingLinks } from '#server/domain/links/reading-links.ts';
import { createContentReader } from '#server/domain/collaboration/derive.ts';
import { createKyselyDocumentStore } from '#server/storage/document-store.kysely.ts';
import { offerEvidenceSchema } from '#shared/evidence-input.ts';
import { startNoteSchema, type StartNote } from '#shared/note-input.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, addRound } from '../support/domain.ts';
import { manualTimers } from '../support/manual-timers.ts';
import { openWritingHouse, type WritingHouse } from '../support/written-report.ts';

const origin = 'https://workspace.test';
const failure = (code: string): unknown => expect.objectContaining({ code });

const linkTo = (address: string): object => ({
	type: 'paragraph',
	content: [{ type: 'text', text: 'see', marks: [{ type: 'link', attrs: { href: address } }] }]
});

forEachDialect((_, open) => {
	let database: Opened;
	let house: WritingHouse;
	let timers: ReturnType<typeof manualTimers>;
	let commit: (documentName: string) => void;
	let readLinks: () => ReturnType<typeof createReadingLinks>;
	let reading: ReturnType<typeof createReadingLinks>;
	const people = {} as Record<'leeds' | 'hackney' | 'supporter' | 'guest', Member>;
	let report: { id: string; documentName: string };

	beforeAll(async () => {
		database = await open();
		const { db, store } = database;
		house = openWritingHouse(database);
		people.leeds = await addMember(store, { id: 'leeds', organisationId: 'o-leeds' });
		people.hackney = await addMember(store, { id: 'hackney', organisationId: 'o-hackney' });
		people.supporter = await addMember(store, {
			id: 'supporter',
			organisationId: 'o-inspire',
			organisationKind: 'pledge-supporter'
		});
		people.guest = { ...people.supporter, memberId: 'guest', seats: [] };
		await addRound(store, { id: 'r3', number: 3, state: 'open' });
		report = await house.reports.start(people.leeds, 'r3', { organisationIds: ['o-leeds'] });
		readLinks = () => {
			timers = manualTimers();
			return createReadingLinks({
				store,
				transact: house.transact,
				events: house.events,
				log: createLog('silent'),
				timers,
				changed(listener) {
					commit = listener;
					return () => undefined;
				},
				texts: createContentReader(createKyselyDocumentStore(db)).texts,
				origin
			});
		};
		reading = readLinks();
	});
	afterAll(async () => {
		await reading.close();
		await database.close();
	});

	const note = (by: Member, input: Partial<StartNote> & Pick<StartNote, 'visibility'>) =>
		house.notes.start(by, v.parse(startNoteSchema, { title: 'Paying on time', ...input }));
	const thread = (by: Member, body: string) =>
		house.discussions.startThread(by, {
			place: { kind: 'commitment', number: 3 },
			title: 'Who pays when',
			body,
			audience: 'pledge-makers'
		});
	/** Lets the two seconds pass in which words are gathered. */
	const pass = async (): Promise<void> => {
		await timers.advance(2_000);
		await reading.settled();
	};
	const seen = async (by: Member, goal: Parameters<typeof house.links.mentions>[1]) =>
		(await house.links.mentions(by, goal)).map(({ kind, path }) => [kind, path]);
	const evidence = (id: string, more: object = {}) =>
		v.parse(offerEvidenceSchema, {
			source: { kind: 'note', id },
			organisationId: 'o-leeds',
			sectionKey: 'commitment-3',
			why: 'It says what paying within ten days takes.',
			...more
		});

	describe('where it is mentioned', () => {
		test('a post and a section that link to a note are listed for those who may read them, and for nobody else', async () => {
			const goal = await note(people.hackney, { visibility: 'pledge-makers-and-supporters' });
			const address = `${origin}/learning/${goal.id}`;
			await house.write(report.documentName, {
				'commitment-3': [linkTo(address)],
				'commitment-4': [linkTo('https://elsewhere.test/learning/' + goal.id)]
			});
			commit(report.documentName);
			const talk = await thread(people.leeds, `As they write: ${address}`);
			await pass();
			const here = { kind: 'note' as const, id: goal.id };
			const section = ['report', `/reports/${report.id}/sections/commitment-3`];
			const post = ['post', `/threads/${talk.id}#post-1`];
			expect(await seen(people.leeds, here)).toEqual([section, post]);
			expect(await seen(people.hackney, here)).toEqual([post]);
			expect(await seen(people.supporter, here)).toEqual([]);
			await expect(seen(people.guest, here)).rejects.toEqual(failure('not-found'));
		});

		test('of a published report everybody sees the section whose published words link to it', async () => {
			const goal = { kind: 'commitment' as const, id: '5' };
			await house.write(report.documentName, {
				'commitment-5': [linkTo(`${origin}/commitments/5`)]
			});
			commit(report.documentName);
			await pass();
			expect(await seen(people.supporter, goal)).toEqual([]);
			await house.publish(report.id);
			const row = await database.store.rounds.report(report.id);
			expect(await seen(people.supporter, goal)).toEqual([
				['report', `/rounds/3/reports/${row?.slug}#commitment-5`]
			]);
			await database.db
				.updateTable('reports')
				.set({ state: 'draft', published_at: null })
				.execute();
		});

		test('a link that is edited out, and a post that is withdrawn, are mentioned no more', async () => {
			const goal = await note(people.leeds, { visibility: 'pledge-makers' });
			const here = { kind: 'note' as const, id: goal.id };
			const talk = await thread(people.leeds, `${origin}/notes/${goal.id}`);
			await pass();
			expect(await seen(people.hackney, here)).toHaveLength(1);
			await house.discussions.editPost(people.leeds, talk.posts[0]?.id ?? '', { body: 'Nothing.' });
			await pass();
			expect(await seen(people.hackney, here)).toEqual([]);
			const again = await house.discussions.post(people.leeds, talk.id, {
				body: `${origin}/learning/${goal.id}`
			});
			await pass();
			expect(await seen(people.hackney, here)).toHaveLength(1);
			await house.discussions.withdrawPost(people.leeds, again.id);
			await pass();
			expect(await seen(people.hackney, here)).toEqual([]);
		});

		test('a discussion does not mention itself', async () => {
			const talk = await thread(people.leeds, 'First.');
			await house.discussions.post(people.leeds, talk.id, {
				body: `${origin}/threads/${talk.id}#post-1`
			});
			await pass();
			expect(await seen(people.leeds, { kind: 'thread', id: talk.id })).toEqual([]);
		});

		test('what was written while nobody read is read at the next start', async () => {
			const goal = await note(people.leeds, { visibility: 'pledge-makers' });
			await reading.close();
			await thread(people.leeds, `${origin}/learning/${goal.id}`);
			await house.write(report.documentName, {
				'next-steps': [linkTo(`${origin}/learning/${goal.id}`)]
			});
			reading = readLinks();
			await reading.settled();
			expect(await seen(people.leeds, { kind: 'note', id: goal.id })).toHaveLength(2);
		});
	});

	describe('evidence', () => {
		const mine = async (by: Member) =>
			(await house.evidence.list(by)).map(({ id, answer }) => [id, answer?.outcome ?? null]);

		test('is seen beside the section by its writers, taken by one of them, and its giver is told', async () => {
			const source = await note(people.hackney, { visibility: 'pledge-makers' });
			const offer = await house.evidence.offer(people.hackney, evidence(source.id));
			const [beside] = await house.evidence.ofReport(people.leeds, report.id);
			expect(beside).toMatchObject({ id: offer.id, abilities: { answer: true } });
			await expect(
				house.evidence.answer(people.hackney, offer.id, { outcome: 'taken', words: '' })
			).rejects.toEqual(failure('not-allowed'));
			const taken = await house.evidence.answer(people.leeds, offer.id, {
				outcome: 'taken',
				words: 'Thank you.',
				reportId: report.id
			});
			expect(taken.answer).toMatchObject({ outcome: 'taken', words: 'Thank you.' });
			expect(taken.source.address).toBe(`${origin}/learning/${source.id}`);
			const told = (await house.inbox.list(people.hackney)).items.map(({ path }) => path);
			expect(told).toContain(`/evidence#offer-${offer.id}`);
			await expect(
				house.evidence.answer(people.leeds, offer.id, { outcome: 'declined', words: 'No.' })
			).rejects.toEqual(failure('conflict'));
			await expect(house.evidence.byId(people.supporter, offer.id)).rejects.toEqual(
				failure('not-found')
			);
		});

		test('[F5] vanishes for the organisation when its note may no longer be read there', async () => {
			const source = await note(people.hackney, { visibility: 'pledge-makers' });
			const { id } = await house.evidence.offer(people.hackney, evidence(source.id));
			expect(await mine(people.leeds)).toContainEqual([id, null]);
			await database.db
				.updateTable('notes')
				.set({ visibility: 'only-me' })
				.where('id', '=', source.id)
				.execute();
			expect(await mine(people.leeds)).not.toContainEqual([id, null]);
			expect(await mine(people.hackney)).toContainEqual([id, null]);
			await house.evidence.answer(people.hackney, id, { outcome: 'taken-back', words: '' });
			expect(await mine(people.hackney)).toContainEqual([id, 'taken-back']);
		});

		test('is not offered to those who may not read it, nor by those who may not, nor twice', async () => {
			const own = await note(people.hackney, { visibility: 'only-me' });
			await expect(house.evidence.offer(people.hackney, evidence(own.id))).rejects.toEqual(
				failure('conflict')
			);
			await expect(house.evidence.offer(people.leeds, evidence(own.id))).rejects.toEqual(
				failure('not-found')
			);
			const shared = await note(people.hackney, { visibility: 'pledge-makers' });
			await house.evidence.offer(people.hackney, evidence(shared.id));
			await expect(house.evidence.offer(people.leeds, evidence(shared.id))).rejects.toEqual(
				failure('conflict')
			);
		});

		test('a post of lived experience is offered by its author only', async () => {
			const talk = await thread(people.hackney, 'What I went through.');
			const id = talk.posts[0]?.id ?? '';
			await database.db
				.updateTable('posts')
				.set({ is_lived_experience: 1 })
				.where('id', '=', id)
				.execute();
			const input = evidence(id, { source: { kind: 'post', id } });
			await expect(house.evidence.offer(people.leeds, input)).rejects.toEqual(
				failure('not-allowed')
			);
			await house.evidence.offer(people.hackney, input);
		});
	});

	test('[F6] a guest finds those whose group they share; members find members, and what those may be asked about', async () => {
		const at = '2026-11-01T10:00:00.000Z';
		await database.store.groups.add(
			{
				id: 'g-1',
				slug: 'care',
				name: 'Care',
				purpose: 'To talk.',
				joining: 'by-invitation',
				called: 'Working group',
				roles: '[]',
				review_months: 6,
				reviewed_at: at,
				reviewed_by: null,
				review_asked_at: null,
				is_sample: 0,
				created_by: null,
				created_at: at,
				archived_at: null,
				archived_by: null,
				archived_reason: null
			},
			[3]
		);
		await database.store.groups.setMember({
			group_id: 'g-1',
			member_id: 'hackney',
			role: 'member',
			manages: 0,
			is_guest: 0,
			until_on: null,
			joined_at: at
		});
		await house.contacts.set(people.leeds, { items: [{ commitment: 3, words: 'Paying groups' }] });
		const names = async (by: Member, filter = {}) => {
			const { organisations, guests } = await house.directory.people(by, filter);
			return [...organisations.flatMap((each) => each.people), ...guests]
				.map(({ id }) => id)
				.sort();
		};
		const guest = { ...people.guest, groups: [{ groupId: 'g-1', manages: false, isGuest: true }] };
		expect(await names(people.guest)).toEqual([]);
		expect(await names(guest)).toEqual(['hackney']);
		expect(await names(people.supporter)).toEqual(['hackney', 'leeds', 'supporter']);
		expect(await names(people.supporter, { commitment: 3 })).toEqual(['leeds']);
		expect(await names(people.supporter, { q: 'HACK' })).toEqual(['hackney']);
	});
});
