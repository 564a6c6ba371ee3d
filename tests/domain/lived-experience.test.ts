// Posts that tell of lived experience: for fewer people, and gone for good when their author takes them back.
import { readFileSync } from 'node:fs';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectRefused, openAlliance, type Alliance } from '../support/alliance.ts';
import { forEachDialect } from '../support/dialects.ts';

forEachDialect((dialect, open) => {
	let alliance: Alliance;
	let discussions: Alliance['discussions'];
	let member: Alliance['member'];

	beforeAll(async () => {
		alliance = await openAlliance(open);
		({ discussions, member } = alliance);
	});
	afterAll(() => alliance.database.close());

	const told = { body: 'When I was in hospital @Sam', isLivedExperience: true } as const;
	const seenBy = async (threadId: string, postId: string): Promise<string[]> => {
		const names: string[] = [];
		for (const [name, actor] of Object.entries(alliance.everyone)) {
			const thread = await discussions.thread(actor, threadId).catch(() => null);
			if (thread?.posts.some(({ id, body }) => id === postId && body !== null)) names.push(name);
		}
		return names;
	};

	describe('who sees one', () => {
		test('unless its author says otherwise it is for the next smaller circle', async () => {
			const { id } = await alliance.start(member('leeds'));
			const post = await discussions.post(member('leeds'), id, told);
			expect(post).toMatchObject({ isLivedExperience: true, seenBy: 'pledge-makers' });
			expect(await seenBy(id, post.id)).toEqual([
				'leeds',
				'reader',
				'hackney',
				'facilitator',
				'coordinator'
			]);
		});

		test('among Pledge Makers that is one’s own organisation', async () => {
			const { id } = await alliance.start(member('leeds'), { audience: 'pledge-makers' });
			const post = await discussions.post(member('leeds'), id, told);
			expect(await seenBy(id, post.id)).toEqual(['leeds', 'reader']);
		});

		test('it can be for those who moderate, or for everybody in the discussion', async () => {
			const { id } = await alliance.start(member('leeds'));
			const few = await discussions.post(member('supporter'), id, {
				...told,
				audience: 'moderators'
			});
			expect(await seenBy(id, few.id)).toEqual(['supporter', 'facilitator', 'coordinator']);
			const all = await discussions.post(member('supporter'), id, { ...told, audience: 'thread' });
			expect(await seenBy(id, all.id)).toEqual(Object.keys(alliance.everyone));
		});

		test('the discussion names the circles each may choose', async () => {
			const { id } = await alliance.start(member('leeds'));
			const circles = async (name: 'leeds' | 'supporter') =>
				(await discussions.thread(member(name), id)).circles;
			expect(await circles('leeds')).toEqual(['pledge-makers', 'organisation', 'moderators']);
			expect(await circles('supporter')).toEqual(['organisation', 'moderators']);
		});

		test('[F5] nobody speaks for a circle that is not theirs', async () => {
			const { id } = await alliance.start(member('leeds'));
			const attempts = [
				discussions.post(member('supporter'), id, { ...told, audience: 'pledge-makers' }),
				discussions.post(member('leeds'), id, {
					...told,
					audience: 'organisation',
					organisationId: 'o-hackney'
				})
			];
			await expectRefused(attempts, 'invalid', 'audience');
		});

		test('[F5] whoever does not see it is neither told of it nor shown that it is there', async () => {
			const { id } = await alliance.start(member('leeds'));
			await discussions.post(member('supporter'), id, { body: 'I follow this.' });
			const { id: postId } = await discussions.post(member('leeds'), id, told);
			await expectRefused(discussions.postById(member('supporter'), postId), 'not-found');
			const notices = await alliance.database.db
				.selectFrom('notices')
				.selectAll()
				.where('member_id', '=', 'supporter')
				.execute();
			expect(notices.filter(({ about_id }) => about_id === postId)).toEqual([]);
		});
	});

	test('once withdrawn its words, also earlier ones, stand in no table and not in the file', async () => {
		const { id } = await alliance.start(member('leeds'));
		const words = `Only-here-${dialect}`;
		const { id: postId } = await discussions.post(member('leeds'), id, {
			body: `${words} first`,
			isLivedExperience: true,
			contentNote: `${words} restraint`
		});
		await discussions.editPost(member('leeds'), postId, { body: `${words} second` });
		expect(await discussions.withdrawPost(member('leeds'), postId)).toMatchObject({
			withdrawn: true,
			body: null,
			contentNote: ''
		});

		const { db } = alliance.database;
		for (const { name } of await db.introspection.getTables()) {
			const { rows } = await sql<object>`select * from ${sql.table(name)}`.execute(db);
			expect(JSON.stringify(rows), name).not.toContain(words);
		}
		if (dialect === 'PostgreSQL') return;
		const { file } = alliance.database as unknown as { file: string };
		expect(readFileSync(file).includes(words)).toBe(false);
	});

	test('other posts keep what they were when they are withdrawn, as ever', async () => {
		const { id } = await alliance.start(member('leeds'));
		const { id: postId } = await discussions.post(member('leeds'), id, { body: 'A plain one.' });
		await discussions.withdrawPost(member('leeds'), postId);
		expect((await alliance.database.store.discussions.post(postId))?.body).toBe('A plain one.');
	});
});
