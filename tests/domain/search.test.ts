// Searching everything one may see and nothing else, over both databases.
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { Member } from '#server/kernel/actor.ts';
import type { SearchQuery } from '#shared/search-input.ts';
import { forEachDialect, type Opened } from '../support/dialects.ts';
import { addMember, addRound, manualClock, wireDomains } from '../support/domain.ts';
import { wireSearch } from '../support/search.ts';

forEachDialect((_, open) => {
	let database: Opened;
	let app: ReturnType<typeof wireDomains>;
	let searching: ReturnType<typeof wireSearch>;
	let leeds: Member;
	let hackney: Member;
	let supporter: Member;
	let guest: Member;
	const texts: Record<string, Record<string, string>> = {};
	const clock = manualClock();

	beforeAll(async () => {
		database = await open();
		const { store } = database;
		app = wireDomains(store, clock);
		searching = wireSearch(store, app, (name) => texts[name] ?? {});
		leeds = await addMember(store, { id: 'leeds-1', organisationId: 'leeds', name: 'Amara Leeds' });
		hackney = await addMember(store, {
			id: 'hackney-1',
			organisationId: 'hackney',
			name: 'Tomas Hackney'
		});
		supporter = await addMember(store, {
			id: 'supporter-1',
			organisationId: 'friends',
			organisationKind: 'pledge-supporter',
			name: 'Safiya Friend'
		});
		await store.accounts.addMember({
			id: 'guest-1',
			email: 'guest-1@demo.test',
			name: 'Gerry Guest',
			password_hash: null,
			is_sample: 1,
			created_at: '2026-11-01T10:00:00.000Z',
			deactivated_at: null
		});
		await store.groups.add(
			{
				id: 'group-1',
				slug: 'out-of-area',
				name: 'Distance and nearness',
				purpose: 'What helps when people are placed far away.',
				joining: 'by-invitation',
				called: 'Working group',
				roles: '[]',
				review_months: 6,
				reviewed_at: clock.iso(),
				reviewed_by: null,
				review_asked_at: null,
				is_sample: 1,
				created_by: null,
				created_at: clock.iso(),
				archived_at: null,
				archived_by: null,
				archived_reason: null
			},
			[3]
		);
		for (const [memberId, isGuest] of [
			['leeds-1', 0],
			['guest-1', 1]
		] as const) {
			await store.groups.setMember({
				group_id: 'group-1',
				member_id: memberId,
				role: 'member',
				manages: 0,
				is_guest: isGuest,
				until_on: isGuest === 1 ? '2027-11-01' : null,
				joined_at: clock.iso()
			});
		}
		const inGroup = (isGuest: boolean) => [{ groupId: 'group-1', manages: false, isGuest }];
		leeds = { ...leeds, groups: inGroup(false) };
		guest = {
			...leeds,
			memberId: 'guest-1',
			name: 'Gerry Guest',
			seats: [],
			groups: inGroup(true)
		};
	});
	beforeEach(() => clock.advance(60_000));
	afterAll(async () => {
		await searching.indexing.close();
		await database.close();
	});

	const find = async (
		who: Member,
		q: string,
		more: Partial<SearchQuery> = {}
	): Promise<string[]> => {
		await searching.indexing.catchUp();
		const { items } = await searching.search.find(who, { q, ...more });
		return items.map(({ kind, title }) => `${kind}: ${title}`);
	};
	const thread = (who: Member, title: string, body: string, more: object = {}) =>
		app.discussions.startThread(who, {
			place: { kind: 'commitment', number: 3 },
			title,
			body,
			...more
		});

	test('a post is found by those who hear its discussion, and by nobody else [F5]', async () => {
		await thread(leeds, 'Among makers', 'Quarterly marmalade figures', {
			audience: 'pledge-makers'
		});
		expect(await find(leeds, 'marmalade')).toEqual(['post: Among makers']);
		expect(await find(hackney, 'marmalade')).toEqual(['post: Among makers']);
		expect(await find(supporter, 'marmalade')).toEqual([]);
		expect(await find(guest, 'marmalade')).toEqual([]);
	});

	test('words that were changed or taken back are found no more', async () => {
		const { posts } = await thread(leeds, 'Changing', 'The word is cinnabar');
		const id = posts[0]?.id ?? '';
		expect(await find(hackney, 'cinnabar')).toHaveLength(1);
		await app.discussions.editPost(leeds, id, { body: 'The word is celadon' });
		expect(await find(hackney, 'cinnabar')).toEqual([]);
		expect(await find(hackney, 'celadon')).toHaveLength(1);
		await app.discussions.withdrawPost(leeds, id);
		expect(await find(hackney, 'celadon')).toEqual([]);
	});

	test('a hit is asked about with the rights of this moment, whatever the index says [F3]', async () => {
		await thread(leeds, 'Before', 'The word is verdigris', { audience: 'pledge-makers' });
		expect(await find(hackney, 'verdigris')).toHaveLength(1);
		await database.db
			.updateTable('threads')
			.set({ audience: 'organisation', organisation_id: 'leeds' })
			.where('title', '=', 'Before')
			.execute();
		// The index has not been told yet.
		const { items } = await searching.search.find(hackney, { q: 'verdigris' });
		expect(items).toEqual([]);
		expect(await find(leeds, 'verdigris')).toHaveLength(1);
	});

	test('a group by invitation, its discussions and decisions are found by its members and guests', async () => {
		await app.discussions.startThread(leeds, {
			place: { kind: 'group', id: 'group-1' },
			title: 'Visits by train',
			body: 'Tamarind tickets',
			audience: 'place'
		});
		for (const [who, count] of [
			[leeds, 1],
			[guest, 1],
			[hackney, 0]
		] as const) {
			expect(await find(who, 'nearness'), who.name).toHaveLength(count);
			expect(await find(who, 'tamarind'), who.name).toHaveLength(count);
		}
		await database.store.groups.update('group-1', { joining: 'open' });
		expect(await find(hackney, 'nearness')).toEqual(['group: Distance and nearness']);
		// What stands in the group has moved into the wider circle with it.
		expect(await find(hackney, 'tamarind')).toEqual(['post: Visits by train']);
		await database.store.groups.update('group-1', { joining: 'by-invitation' });
		expect(await find(hackney, 'tamarind')).toEqual([]);
	});

	test('people with a seat find each other; a guest finds those who share a group [F6]', async () => {
		expect(await find(hackney, 'amara')).toEqual(['person: Amara Leeds']);
		expect(await find(guest, 'amara')).toEqual(['person: Amara Leeds']);
		expect(await find(guest, 'tomas')).toEqual([]);
		expect(await find(hackney, 'gerry')).toEqual([]);
		expect(await find(leeds, 'gerry')).toEqual(['person: Gerry Guest']);
	});

	test('a draft is found by its own organisation by the words that stand in it now', async () => {
		const { store } = database;
		await addRound(store, { id: 'round-3', number: 3, state: 'open' });
		const report = await app.reports.start(leeds, 'round-3', { organisationIds: ['leeds'] });
		texts[report.documentName] = { 'section:commitment-1': 'An obsidian beginning' };
		searching.wroteIn(report.documentName);
		expect(await find(leeds, 'obsidian')).toEqual([`report: ${report.title}: commitment 1`]);
		expect(await find(hackney, 'obsidian')).toEqual([]);
		texts[report.documentName] = { 'section:commitment-1': 'An alabaster beginning' };
		searching.wroteIn(report.documentName);
		expect(await find(leeds, 'obsidian')).toEqual([]);
		expect(await find(leeds, 'alabaster', { round: 3, commitment: 1 })).toHaveLength(1);
		expect(await find(leeds, 'alabaster', { commitment: 2 })).toEqual([]);
	});

	test('a post of lived experience shows its words among the results to its author alone', async () => {
		const { id } = await thread(leeds, 'Being heard', 'Something about persimmons');
		await database.db
			.updateTable('posts')
			.set({ is_lived_experience: 1 })
			.where('thread_id', '=', id)
			.execute();
		await searching.indexing.catchUp();
		const results = async (who: Member) =>
			(await searching.search.find(who, { q: 'persimmons' })).items.map((item) => item.snippet);
		expect(await results(leeds)).toEqual(['Something about <mark>persimmons</mark>']);
		expect(await results(hackney)).toEqual(['']);
	});

	describe('what is found', () => {
		beforeAll(async () => {
			await thread(leeds, 'Community partners', 'How are they paid?');
			await thread(leeds, 'Something else', 'Our community partners ask <b>when</b> they are paid');
		});

		test('stands in order: in titles first, then in texts', async () => {
			expect(await find(hackney, 'community partners')).toEqual([
				'thread: Community partners',
				'post: Something else'
			]);
		});

		test('is found in spite of a typing error, also while the word is being typed', async () => {
			for (const typed of ['comunity partners', 'community partnres ', 'communtiy', 'comunit']) {
				expect(await find(hackney, typed), typed).toContain('thread: Community partners');
			}
			expect(await find(hackney, 'car')).toEqual([]);
		});

		test('is shown with its words marked, and as words whatever it was', async () => {
			const { items } = await searching.search.find(hackney, { q: 'community when' });
			expect(items[0]?.snippet).toBe(
				'Our <mark>community</mark> partners ask &lt;b&gt;<mark>when</mark>&lt;/b&gt; they are paid'
			);
		});

		test('is narrowed by kind, commitment and day', async () => {
			expect(await find(hackney, 'community', { kind: 'post' })).toEqual(['post: Something else']);
			expect(await find(hackney, 'community', { commitment: 4 })).toEqual([]);
			expect(await find(hackney, 'community', { from: '2026-11-24' })).toEqual([]);
			expect(await find(hackney, 'community', { to: '2026-11-23' })).toHaveLength(2);
		});

		test('comes in pages that leave nothing out and show nothing twice', async () => {
			for (let number = 1; number <= 25; number++) {
				clock.advance(1_000);
				await thread(leeds, `Paged ${number}`, number % 2 === 0 ? 'zeppelin' : 'Zeppelin paged');
			}
			await searching.indexing.catchUp();
			const titles: string[] = [];
			let after: string | undefined;
			do {
				const page = await searching.search.find(hackney, {
					q: 'zeppelin',
					...(after === undefined ? {} : { after })
				});
				titles.push(...page.items.map(({ title }) => title));
				after = page.next ?? undefined;
			} while (after !== undefined);
			expect(titles).toEqual(Array.from({ length: 25 }, (_each, index) => `Paged ${25 - index}`));
		});

		test('is listed by sorts as one types', async () => {
			const { groups } = await searching.search.first(hackney, { q: 'hackney' });
			expect(groups.map(({ sort, items }) => [sort, items.map(({ title }) => title)])).toEqual([
				['people', ['Tomas Hackney', 'Organisation hackney']]
			]);
		});
	});

	test('what changed while nobody was listening is read at the next beat', async () => {
		await searching.indexing.catchUp();
		searching.indexing.start();
		await searching.timers.advance(0);
		await database.store.groups.update('group-1', { name: 'Renamed to xylophone' });
		await expect
			.poll(async () => {
				await searching.timers.advance(1_000);
				return (await searching.search.find(leeds, { q: 'xylophone' })).items.length;
			})
			.toBe(1);
	});

	test('a member who asks without end is asked to wait', async () => {
		const asks = Array.from({ length: 150 }, () => searching.search.find(supporter, { q: '' }));
		const outcomes = await Promise.allSettled(asks);
		expect(outcomes.filter(({ status }) => status === 'rejected')).toHaveLength(50);
		clock.advance(10_000);
		await expect(searching.search.find(supporter, { q: '' })).resolves.toEqual({
			items: [],
			next: null
		});
	});
});
