// The HTTP API of the running server: what it is described as, what it answers, and what bad input gets.
import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { InboxCount } from '#shared/inbox-output.ts';
import { describedApi, type Sent } from '../support/api.ts';
import { demoPassword, root, startApp, type RunningApp } from '../support/app.ts';
import { linkInMail } from '../support/outbox.ts';

let app: RunningApp;
let api: Awaited<ReturnType<typeof describedApi>>;
const tokens = {} as Record<'drafter' | 'hackney' | 'coordinator' | 'supporter', string>;

beforeAll(async () => {
	app = await startApp();
	api = await describedApi(app);
	tokens.drafter = await app.token('leeds.drafter@demo.test');
	tokens.hackney = await app.token('hackney.lead@demo.test');
	tokens.coordinator = await app.token('coordinator@demo.test');
	tokens.supporter = await app.token('supporter@demo.test');
});
afterAll(() => app.stop());

const as = (who: keyof typeof tokens, sent: Sent = {}): Sent => ({ ...sent, token: tokens[who] });

/** The open round's id, and the id of the Leeds draft in it. */
async function openRound(): Promise<{ round: string; report: string }> {
	const rounds = await api.call('GET', '/rounds', as('drafter'));
	const round = rounds.body.items.find(({ state }) => state === 'open')?.id ?? '';
	const reports = await api.call(
		'GET',
		'/rounds/{id}/reports',
		as('drafter', { params: { id: round } })
	);
	return { round, report: reports.body.items[0]?.id ?? '' };
}

describe('the description', () => {
	test('names every route file and every method in it', async () => {
		const folder = path.join(root, 'src/routes/api/v1');
		const files = (await readdir(folder, { recursive: true })).filter((file) =>
			file.endsWith('+server.ts')
		);
		const written: string[] = [];
		for (const file of files) {
			const source = await readFile(path.join(folder, file), 'utf8');
			const address = `/${path.dirname(file)}`.replace(/\[(\w+)\]/g, '{$1}');
			for (const [, method] of source.matchAll(/^export const ([A-Z]+)\b/gm)) {
				written.push(`${method} ${address}`);
			}
		}
		expect(api.described.toSorted()).toEqual(written.toSorted());
		expect(written.length).toBeGreaterThan(30);
	});

	test('is OpenAPI 3.1, with an id of its own for each call', () => {
		expect(api.document).toMatchObject({ openapi: '3.1.0' });
		const ids = Object.values(api.document.paths).flatMap((operations) =>
			Object.values(operations).map((operation) => operation.operationId)
		);
		expect(new Set(ids).size).toBe(api.described.length);
	});
});

// In order: later calls use what earlier ones made. The last test of the group counts.
describe('every call answers as it is described', () => {
	test('the description itself', async () => {
		await api.call('GET', '/openapi.json');
	});

	test('what everybody may read', async () => {
		const pledge = await api.call('GET', '/pledge');
		expect(pledge.body.commitments).toHaveLength(7);
		expect(pledge.body.commitments[0]).toMatchObject({ number: 1 });
		await api.call('GET', '/signatories');
		const rounds = await api.call('GET', '/rounds');
		expect(rounds.body.next).toBeNull();
		const published = rounds.body.items.find(({ number }) => number === 1);
		expect(published).toMatchObject({ coverage: { reported: 28, signatories: 33 } });
		await api.call('GET', '/rounds/{id}', { params: { id: published?.id ?? '' } });
		const reports = await api.call('GET', '/rounds/{id}/reports', {
			params: { id: published?.id ?? '' }
		});
		const id = reports.body.items[0]?.id ?? '';
		await api.call('GET', '/reports/{id}', { params: { id } });
		for (const format of ['json', 'html', 'text']) {
			const content = await api.call('GET', '/reports/{id}/content', {
				params: { id },
				query: `?format=${format}`
			});
			expect(content.status).toBe(200);
		}
	});

	test('what was published, word for word, by report, by commitment and by organisation', async () => {
		const { body } = await api.call('GET', '/organisations/{slug}', {
			params: { slug: 'hackney' }
		});
		const [newest] = body.rounds;
		expect(newest?.number).toBe(2);
		const id = newest?.reports[0]?.reportId ?? '';
		const editions = await api.call('GET', '/reports/{id}/editions', { params: { id } });
		expect(editions.body.items.map(({ number }) => number)).toEqual([2, 1]);
		const address = '/reports/{id}/editions/{number}';
		const edition = await api.call('GET', address, { params: { id, number: 1 } });
		expect(edition.body).toMatchObject({ note: null, signatures: [{ member: 'Hackney lead' }] });
		for (const number of ['3', 'one']) {
			expect((await api.call('GET', address, { params: { id, number } })).status).toBe(404);
		}
		const across = await api.call('GET', '/commitments/{n}/across', {
			params: { n: 2 },
			query: '?round=1&region=Leeds'
		});
		expect(across.body).toMatchObject({ commitment: 2, roundNumber: 1, beforeNumber: null });
	});

	test('who I am, and the ways in that I hold', async () => {
		const me = await api.call('GET', '/me', as('drafter'));
		expect(me.body).toMatchObject({
			member: { email: 'leeds.drafter@demo.test' },
			organisation: { name: 'Leeds and York Partnership NHS Foundation Trust' },
			roles: { alliance: [] },
			abilities: { 'workspace.enter': true, 'people.manage': false }
		});
		const created = await api.call('POST', '/tokens', {
			body: { email: 'Supporter@Demo.test', password: demoPassword, name: 'Export' }
		});
		expect(created.status).toBe(201);
		const { id, token } = created.body;
		const listed = await api.call('GET', '/tokens', { token });
		expect(listed.body.items[0]).toMatchObject({ id, name: 'Export' });
		await api.call('GET', '/me/sessions', { token });
		expect((await api.call('DELETE', '/tokens/{id}', { token, params: { id } })).status).toBe(204);
		expect((await api.call('GET', '/me', { token })).status).toBe(401);
	});

	test('what I search for, as a list and the first of each sort', async () => {
		const found = () =>
			api.call('GET', '/search', as('drafter', { query: '?q=partners&kind=thread' }));
		await expect.poll(async () => (await found()).body.items.length).toBeGreaterThan(0);
		const { body } = await found();
		expect(body.items[0]).toHaveProperty(
			'titleHtml',
			expect.stringContaining('<mark>partners</mark>')
		);
		const first = await api.call('GET', '/search/first', as('drafter', { query: '?q=leeds' }));
		expect(first.body).toHaveProperty(
			'groups',
			expect.arrayContaining([expect.objectContaining({ sort: 'people' })])
		);
		const strange = await api.call('GET', '/search', as('drafter', { query: '?q=x&kind=rumour' }));
		expect(strange.status).toBe(422);
	});

	test('which mails I am sent, and when my digest comes', async () => {
		const body = { notices: ['publication'], digest: 'every-day', hour: 17 };
		await api.call('PUT', '/me/mails', as('supporter', { body }));
		const mails = await api.call('GET', '/me/mails', as('supporter'));
		expect(mails.body).toEqual(body);
	});

	test('what needs me and what is new; read, put off, and never said to be done while it is not', async () => {
		const { body } = await api.call('GET', '/inbox', as('hackney'));
		const [item] = body.items;
		expect(item).toMatchObject({ needsMe: true, mayBeDone: false });
		const { later: putOff, needsMe, unread } = body as unknown as InboxCount;
		const count = await api.call('GET', '/inbox/count', as('hackney'));
		expect(count.body).toEqual({ later: putOff, needsMe, unread });
		const mark = (state: string) =>
			api.call(
				'POST',
				'/inbox/{id}',
				as('hackney', { params: { id: item?.id ?? '' }, body: { state } })
			);
		expect((await mark('done')).status).toBe(409);
		expect((await mark('read')).status).toBe(204);
		await mark('snoozed');
		const later = await api.call('GET', '/inbox', as('hackney', { query: '?show=later' }));
		expect(later.body.items.map(({ id }) => id)).toEqual([item?.id]);
		const unknown = await api.call(
			'POST',
			'/inbox/{id}',
			as('drafter', { params: { id: item?.id ?? '' }, body: { state: 'read' } })
		);
		expect(unknown.status).toBe(404);
	});

	test('a copy to take away, for whoever asked', async () => {
		const rounds = await api.call('GET', '/rounds');
		const publishedRound = rounds.body.items.find(({ state }) => state === 'published')?.id;
		const asked = await api.call(
			'POST',
			'/exports',
			as('supporter', { body: { kind: 'round', roundId: publishedRound } })
		);
		expect(asked.status).toBe(201);
		const copy = { params: { id: asked.body.id } };
		await vi.waitFor(async () => {
			const { body } = await api.call('GET', '/exports/{id}', as('supporter', copy));
			expect(body.state).toBe('ready');
		}, 20_000);
		const file = await api.call('GET', '/exports/{id}/file', as('supporter', copy));
		expect(file.headers.get('content-disposition')).toMatch(/^attachment; filename="[\w-]+\.zip"$/);
		for (const address of ['/exports/{id}', '/exports/{id}/file']) {
			expect((await api.call('GET', address, as('coordinator', copy))).status).toBe(404);
		}
		expect((await api.call('GET', '/exports', as('supporter'))).body.items).toHaveLength(1);
		await api.call('DELETE', '/exports/{id}', as('supporter', copy));
	});

	test('my browsers and my password', async () => {
		await app.signIn('supporter@demo.test');
		await app.signIn('supporter@demo.test');
		const sessions = await api.call('GET', '/me/sessions', as('supporter'));
		expect(sessions.body.items).toHaveLength(2);
		const id = sessions.body.items[0]?.id ?? '';
		await api.call('DELETE', '/me/sessions/{id}', as('supporter', { params: { id } }));
		await api.call('DELETE', '/me/sessions', as('supporter'));
		expect((await api.call('GET', '/me/sessions', as('supporter'))).body.items).toEqual([]);
		const next = 'four words that differ';
		const change = (body: object) => api.call('PUT', '/me/password', as('supporter', { body }));
		expect((await change({ current: demoPassword, next })).status).toBe(204);
		await expect(app.signIn('supporter@demo.test')).rejects.toThrow();
		await app.signIn('supporter@demo.test', next);
	});

	test('rounds and reports', async () => {
		const { round, report } = await openRound();
		await api.call('GET', '/rounds/{id}', as('drafter', { params: { id: round } }));
		await api.call('GET', '/reports/{id}', as('drafter', { params: { id: report } }));
		const moved = await api.call(
			'POST',
			'/rounds/{id}/dates',
			as('coordinator', {
				params: { id: round },
				body: { publishesAt: '2031-01-06T10:00:00Z', reason: 'The minister is away.' }
			})
		);
		expect(moved.status).toBeLessThan(300);
		const { body: signatories } = await api.call('GET', '/signatories');
		const city = signatories.pledgeMakers.find(({ organisation }) =>
			organisation.startsWith('City of London')
		);
		const organisationIds = [city?.organisationId];
		const started = await api.call(
			'POST',
			'/rounds/{id}/reports',
			as('coordinator', { params: { id: round }, body: { organisationIds } })
		);
		expect(started.status).toBe(201);
		expect(started.body.id).toEqual(expect.any(String));
	});

	test('opening a round, who it expects, how far it is, and the intention to publish', async () => {
		const { round, report } = await openRound();
		const of = { params: { id: round } };
		await api.call('GET', '/rounds/{id}/board', as('drafter', of));
		const questions = await api.call('GET', '/rounds/{id}/questions', as('drafter', of));
		expect(questions.body.items).toHaveLength(10);
		const expected = await api.call('GET', '/rounds/{id}/organisations', as('drafter', of));
		const organisationIds = expected.body.items.map(({ id }) => id);
		await api.call(
			'PUT',
			'/rounds/{id}/organisations',
			as('coordinator', { ...of, body: { organisationIds } })
		);
		const next = await api.call(
			'POST',
			'/rounds',
			as('coordinator', {
				body: {
					reportingFrom: '2030-07-01',
					reportingTo: '2030-12-31',
					opensOn: '2031-02-03',
					draftsDueOn: '2031-04-01',
					reviewEndsOn: '2031-04-08',
					signOffDueOn: '2031-04-15',
					publishesAt: '2031-04-21T09:00:00Z',
					signatoryCount: 33
				}
			})
		);
		expect([next.status, next.body.number, next.body.state]).toEqual([201, 4, 'planned']);

		const ofReport = { params: { id: report } };
		const before = await api.call('GET', '/reports/{id}/intentions', as('drafter', ofReport));
		expect(before.body.items.length).toBeGreaterThan(0);
		for (const intends of [false, true]) {
			const changed = await api.call('POST', '/reports/{id}/intentions', {
				...ofReport,
				token: await app.token('leeds.lead@demo.test'),
				body: { intends, reason: 'The board asked us to wait.' }
			});
			expect(changed.status).toBe(201);
		}
	});

	test('sections, remarks and promises', async () => {
		const { report } = await openRound();
		const of = { params: { id: report } };
		const me = await api.call('GET', '/me', as('drafter'));
		const colleagues = await api.call('GET', '/reports/{id}/colleagues', as('drafter', of));
		expect(colleagues.body.items.map(({ name }) => name)).toContain('Leeds drafter');
		const section = '/reports/{id}/sections/{key}';
		const change = (who: keyof typeof tokens, body: object) =>
			api.call('PUT', section, as(who, { params: { id: report, key: 'commitment-6' }, body }));
		const ownerId = (me.body.member as unknown as { id: string }).id;
		const given = await change('drafter', { ownerId, dueAt: '2031-01-02', reviewerId: ownerId });
		expect(given.body).toMatchObject({ ownerId, dueAt: '2031-01-02', reviewerId: ownerId });
		expect((await change('drafter', { state: 'ready-for-review' })).body.state).toBe(
			'ready-for-review'
		);
		expect((await change('hackney', { state: 'drafting' })).status).toBe(404);
		const needs = await api.call('GET', '/me/needs', as('drafter'));
		expect(needs.body.items.map(({ kind }) => kind)).toContain('review');

		const remark = await api.call(
			'POST',
			'/reports/{id}/remarks',
			as('drafter', { ...of, body: { sectionKey: 'commitment-6', body: 'Say which was refused.' } })
		);
		expect(remark.status).toBe(201);
		const settled = { params: { id: remark.body.id } };
		await api.call('POST', '/remarks/{id}/resolution', as('drafter', settled));
		expect(
			(await api.call('POST', '/remarks/{id}/resolution', as('hackney', settled))).status
		).toBe(404);
		const remarks = await api.call('GET', '/reports/{id}/remarks', as('drafter', of));
		expect(remarks.body.items.at(-1)?.id).toBe(remark.body.id);

		const promises = await api.call('GET', '/reports/{id}/promises', as('drafter', of));
		const promise = { params: { id: promises.body.items.at(-1)?.id ?? '' } };
		const answer = (who: keyof typeof tokens, body: object) =>
			api.call('PUT', '/promises/{id}', as(who, { ...promise, body }));
		const without = await answer('drafter', { outcome: 'dropped' });
		expect([without.status, without.body.field]).toEqual([422, 'explanation']);
		const explanation = 'It was the wrong promise.';
		expect((await answer('drafter', { outcome: 'dropped', explanation })).status).toBe(200);
		expect((await answer('hackney', { outcome: 'done' })).status).toBe(404);
	});

	test('discussions', async () => {
		const commitments = await api.call('GET', '/commitments', as('drafter'));
		expect(commitments.body.items).toHaveLength(7);
		const n = { params: { n: 3 } };
		await api.call('GET', '/commitments/{n}/threads', as('drafter', n));
		await api.call('GET', '/commitments/{n}/mentionable', as('drafter', { ...n, query: '?q=ha' }));
		const thread = await api.call(
			'POST',
			'/commitments/{n}/threads',
			as('drafter', { ...n, body: { title: 'Who owns what people tell us?', body: 'We ask.' } })
		);
		expect(thread.status).toBe(201);
		const params = { id: thread.body.id };
		const post = await api.call(
			'POST',
			'/threads/{id}/posts',
			as('hackney', { params, body: { body: 'They do.', inReplyTo: thread.body.posts[0]?.id } })
		);
		expect(post.status).toBe(201);
		expect(post.body).toMatchObject({ inReplyTo: thread.body.posts[0]?.id, author: {} });
		const read = await api.call('GET', '/threads/{id}', as('drafter', { params }));
		expect(read.body.posts.map(({ number }) => number)).toEqual([1, 2]);
		await api.call('GET', '/threads/{id}/mentionable', as('drafter', { params, query: '?q=ha' }));
		await api.call('GET', '/threads', as('drafter'));
		await api.call('POST', '/threads/{id}/reading', as('drafter', { params, body: { upTo: 2 } }));

		const mine = { id: post.body.id };
		await api.call('GET', '/posts/{id}', as('drafter', { params: mine }));
		await api.call(
			'PATCH',
			'/posts/{id}',
			as('hackney', { params: mine, body: { body: 'They do!' } })
		);
		const reason = { reason: 'It names somebody.' };
		await api.call('POST', '/posts/{id}/hiding', as('coordinator', { params: mine, body: reason }));
		await api.call('DELETE', '/posts/{id}/hiding', as('coordinator', { params: mine }));
		await api.call('POST', '/posts/{id}/withdrawal', as('hackney', { params: mine }));
		await api.call('GET', '/threads/{id}/export', as('drafter', { params, query: '?format=md' }));
		const opened = await api.call(
			'POST',
			'/threads/{id}/polls',
			as('drafter', { params, body: { kind: 'consent', question: 'Shall we?' } })
		);
		const poll = { id: (opened.body as { id: string }).id };
		await api.call('GET', '/threads/{id}/polls', as('drafter', { params }));
		await api.call('GET', '/polls/{id}', as('drafter', { params: poll }));
		await api.call(
			'PUT',
			'/polls/{id}/vote',
			as('drafter', { params: poll, body: { choice: 'agree' } })
		);
		await api.call('POST', '/polls/{id}/closing', as('drafter', { params: poll }));
		await api.call('GET', '/mentionable', as('drafter', { query: '?q=ha&place=commitment:3' }));
		const following = { body: { state: 'following' } };
		await api.call('PUT', '/threads/{id}/following', as('drafter', { params, ...following }));
		await api.call('PUT', '/commitments/{n}/following', as('drafter', { ...n, ...following }));
		await api.call('GET', '/commitments/{n}/following', as('drafter', n));
		await api.call('POST', '/threads/{id}/unread', as('drafter', { params, body: { from: 2 } }));
		const place = { place: 'commitment:4', reason: 'It belongs there.' };
		await api.call('PUT', '/threads/{id}/place', as('drafter', { params, body: place }));
		const split = { posts: [2], title: 'Another matter', reason: 'It is another matter.' };
		const moved = await api.call(
			'POST',
			'/threads/{id}/moves',
			as('coordinator', { params, body: split })
		);
		expect(moved.body).toMatchObject({ title: 'Another matter' });
		await api.call(
			'POST',
			'/threads/{id}/outcome',
			as('coordinator', { params: { id: moved.body.id }, body: { outcome: 'Settled.' } })
		);
		await api.call('POST', '/threads/{id}/pinning', as('coordinator', { params }));
		await api.call('DELETE', '/threads/{id}/pinning', as('coordinator', { params }));
		await api.call('POST', '/threads/{id}/closing', as('coordinator', { params, body: reason }));
		await api.call('DELETE', '/threads/{id}/closing', as('coordinator', { params }));
	});

	test('the past of a draft', async () => {
		const { report } = await openRound();
		const { body } = await api.call(
			'GET',
			'/reports/{id}',
			as('drafter', { params: { id: report } })
		);
		const { documentName } = body;
		const address = '/documents/{documentName}/versions';
		const of = { params: { documentName } };
		const named = await api.call(
			'POST',
			address,
			as('drafter', { ...of, body: { name: 'As it is' } })
		);
		expect([named.status, named.body.kind]).toEqual([201, 'named']);
		const listed = await api.call('GET', address, as('drafter', of));
		expect(listed.body.items[0]).toMatchObject({ id: named.body.id, name: 'As it is' });

		const [first] = listed.body.items.slice(-1);
		const then = { params: { documentName, id: first?.id ?? '' } };
		for (const format of ['json', 'html', 'text']) {
			const query = `?format=${format}`;
			await api.call('GET', `${address}/{id}/content`, as('drafter', { ...then, query }));
		}
		const compared = await api.call(
			'GET',
			'/documents/{documentName}/compare',
			as('drafter', { ...of, query: `?from=${first?.id}&to=${named.body.id}` })
		);
		expect(compared.body.sections[1]?.added).toBeGreaterThan(0);

		const lost = await api.call('GET', '/documents/{documentName}/lost', as('drafter', of));
		const back = await api.call(
			'POST',
			'/documents/{documentName}/lost/{id}/restoration',
			as('drafter', { params: { documentName, id: lost.body.items[0]?.id ?? '' } })
		);
		expect(back.status).toBe(201);
		const restored = await api.call(
			'POST',
			`${address}/{id}/restore`,
			as('drafter', { params: { documentName, id: named.body.id }, body: {} })
		);
		expect([restored.status, restored.body.fields]).toEqual([201, ['section:commitment-3']]);

		for (const [method, path] of [
			['GET', address],
			['GET', `${address}/{id}/content`],
			['POST', `${address}/{id}/restore`]
		] as const) {
			const params = { documentName, id: named.body.id };
			const sent = method === 'POST' ? { params, body: {} } : { params };
			expect((await api.call(method, path, as('hackney', sent))).status, path).toBe(404);
		}
	});

	test('learning notes', async () => {
		const note = await api.call(
			'POST',
			'/notes',
			as('drafter', {
				body: { title: 'What did not work', visibility: 'pledge-makers', commitments: [3] }
			})
		);
		expect(note.status).toBe(201);
		const one = { params: { id: note.body.id } };
		await api.call('GET', '/notes', as('hackney'));
		await api.call('GET', '/notes/{id}', as('hackney', one));
		await api.call('GET', '/notes/{id}/content', as('hackney', one));
		await api.call(
			'PATCH',
			'/notes/{id}',
			as('drafter', { ...one, body: { kind: 'did-not-work', themes: ['rooms'] } })
		);
		const possible = await api.call('GET', '/notes/{id}/co-authors', as('drafter', one));
		const people = possible.body.items as unknown as { id: string; name: string }[];
		const hackney = people.find(({ name }) => name === 'Hackney lead')?.id;
		await api.call(
			'PUT',
			'/notes/{id}/co-authors',
			as('drafter', { ...one, body: { memberIds: [hackney] } })
		);
		const to = { visibility: 'public' };
		await api.call(
			'GET',
			'/notes/{id}/visibility',
			as('drafter', { ...one, query: '?visibility=public' })
		);
		await api.call('PUT', '/notes/{id}/visibility', as('drafter', { ...one, body: to }));
		await api.call('DELETE', '/notes/{id}/widening', as('hackney', one));
		await api.call('PUT', '/notes/{id}/visibility', as('drafter', { ...one, body: to }));
		await api.call('GET', '/notes/{id}/widening', as('hackney', one));
		const agreed = await api.call(
			'POST',
			'/notes/{id}/widening',
			as('hackney', { ...one, body: { agrees: true } })
		);
		expect(agreed.status).toBe(200);
		await api.call(
			'PUT',
			'/notes/{id}/archive',
			as('drafter', { ...one, body: { reason: 'Out of date.' } })
		);
		await api.call('DELETE', '/notes/{id}/archive', as('drafter', one));
	});

	test('where something is mentioned, evidence offered to a section, everything on a commitment, and people', async () => {
		const note = await api.call(
			'POST',
			'/notes',
			as('hackney', { body: { title: 'Paying on the day', visibility: 'pledge-makers' } })
		);
		const id = note.body.id;
		const me = await api.call('GET', '/me', as('drafter'));
		const { report } = await openRound();
		const offer = await api.call(
			'POST',
			'/evidence',
			as('hackney', {
				body: {
					source: { kind: 'note', id },
					organisationId: (me.body.organisation as { id: string }).id,
					sectionKey: 'commitment-3',
					why: 'It says what paying on the day takes.'
				}
			})
		);
		expect(offer.status).toBe(201);
		const one = { params: { id: offer.body.id } };
		await api.call('GET', '/evidence', as('drafter'));
		await api.call('GET', '/evidence/{id}', as('drafter', one));
		expect((await api.call('GET', '/evidence/{id}', as('supporter', one))).status).toBe(404);
		await api.call('GET', '/notes/{id}/evidence', as('drafter', { params: { id } }));
		const beside = await api.call(
			'GET',
			'/reports/{id}/evidence',
			as('drafter', { params: { id: report } })
		);
		expect(beside.body.items.map((each) => each.id)).toContain(offer.body.id);
		const taken = await api.call(
			'POST',
			'/evidence/{id}/answer',
			as('drafter', { ...one, body: { outcome: 'taken', reportId: report } })
		);
		expect(taken.body).toMatchObject({ answer: { outcome: 'taken' } });

		const threads = await api.call(
			'GET',
			'/commitments/{n}/threads',
			as('drafter', { params: { n: 3 } })
		);
		const threadId = threads.body.items[0]?.id ?? '';
		const thread = await api.call(
			'GET',
			'/threads/{id}',
			as('drafter', { params: { id: threadId } })
		);
		await api.call(
			'GET',
			'/posts/{id}/evidence',
			as('drafter', { params: { id: thread.body.posts[0]?.id ?? '' } })
		);
		const groups = await api.call('GET', '/groups', as('drafter'));
		const challenges = await api.call('GET', '/challenges', as('drafter'));
		for (const [address, goal] of [
			['/notes/{id}/mentions', id],
			['/threads/{id}/mentions', threadId],
			['/groups/{id}/mentions', groups.body.items[0]?.id ?? ''],
			['/challenges/{id}/mentions', challenges.body.items[0]?.id ?? '']
		] as const) {
			const mentions = await api.call('GET', address, as('drafter', { params: { id: goal } }));
			expect(mentions.status, address).toBe(200);
		}
		await api.call('GET', '/commitments/{n}/mentions', as('drafter', { params: { n: 3 } }));
		const together = await api.call(
			'GET',
			'/commitments/{n}/together',
			as('drafter', { params: { n: 3 }, query: '?region=Leeds' })
		);
		expect(together.body).toMatchObject({ commitment: 3 });
		const people = await api.call('GET', '/people', as('drafter', { query: '?q=hackney' }));
		expect(people.body.organisations.map(({ name }) => name)).toEqual([
			'London Borough of Hackney'
		]);
	});

	test('the convenor’s synthesis of a round, and the sections it cites', async () => {
		const rounds = await api.call('GET', '/rounds');
		const id = rounds.body.items.find(({ number }) => number === 2)?.id ?? '';
		const of = { params: { id } };
		const sections = await api.call('GET', '/rounds/{id}/sections', { ...of, query: '?q=leeds' });
		expect(sections.body.items.length).toBeGreaterThan(5);
		await api.call('PUT', '/rounds/{id}/synthesis', as('coordinator', of));
		const begun = await api.call('GET', '/rounds/{id}/synthesis', as('coordinator', of));
		expect((await api.call('GET', '/rounds/{id}/synthesis', as('drafter', of))).status).toBe(403);
		const restored = await api.call(
			'POST',
			'/documents/{documentName}/versions/{id}/restore',
			as('coordinator', {
				params: { documentName: begun.body.documentName, id: '1' },
				body: {}
			})
		);
		expect(restored.status).toBe(201);
		const publish = (body: unknown) =>
			api.call('POST', '/rounds/{id}/synthesis/publication', as('coordinator', { ...of, body }));
		const { sha256 } = begun.body;
		const old = await publish({ sha256, note: 'Shorter.' });
		expect([old.status, old.body.code]).toEqual([409, 'conflict']);
		const read = await api.call('GET', '/rounds/{id}/synthesis', as('coordinator', of));
		const published = await publish({ sha256: read.body.sha256, note: 'Shorter.' });
		expect([published.status, published.body.number]).toEqual([201, 2]);
		const editions = await api.call('GET', '/rounds/{id}/synthesis/editions', of);
		const first = { params: { id, number: editions.body.items[0]?.number ?? 0 } };
		await api.call('GET', '/rounds/{id}/synthesis/editions/{number}', first);
	});

	test('writing in turns over HTTP', async () => {
		const { report } = await openRound();
		const { body } = await api.call(
			'GET',
			'/reports/{id}',
			as('drafter', { params: { id: report } })
		);
		const address = '/documents/{documentName}/exchange';
		const turn = (who: keyof typeof tokens) =>
			api.call(
				'POST',
				address,
				as(who, { params: { documentName: body.documentName }, body: { turn: 1, frames: [] } })
			);
		expect((await turn('drafter')).status).toBe(200);
		expect((await turn('hackney')).status).toBe(404);
	});

	test('[F3] people, and what they hold from the next moment on', async () => {
		const everybody = await api.call('GET', '/members', as('coordinator'));
		const member = everybody.body.items.find(({ name }) => name === 'Greater Manchester drafter');
		const me = await api.call('GET', '/me', as('drafter'));
		const id = member?.id ?? '';
		const token = await app.token('manchester.drafter@demo.test');
		const seat = { params: { id, organisationId: (me.body.organisation as { id: string }).id } };
		const role = { params: { id, role: 'facilitator' } };
		const holds = async () => (await api.call('GET', '/me', { token })).body.roles;

		const address = '/members/{id}/seats/{organisationId}';
		await api.call('PUT', address, as('coordinator', { ...seat, body: { role: 'reader' } }));
		expect((await holds()).organisations).toHaveLength(2);
		await api.call('DELETE', address, as('coordinator', seat));
		expect((await holds()).organisations).toHaveLength(1);
		await api.call('PUT', '/members/{id}/alliance-roles/{role}', as('coordinator', role));
		expect((await holds()).alliance).toEqual(['facilitator']);
		await api.call('DELETE', '/members/{id}/alliance-roles/{role}', as('coordinator', role));
		expect((await holds()).alliance).toEqual([]);

		const refused = await api.call(
			'POST',
			'/members/{id}/deactivation',
			as('drafter', { params: { id } })
		);
		expect([refused.status, refused.body.code]).toEqual([403, 'not-allowed']);
		await api.call('POST', '/members/{id}/deactivation', as('coordinator', { params: { id } }));
		expect((await api.call('GET', '/me', { token })).status).toBe(401);
		await expect(app.signIn('manchester.drafter@demo.test')).rejects.toThrow();
	});

	test('signing, returning, asking, and who signs in a lead’s place', async () => {
		const { round } = await openRound();
		const reports = await api.call(
			'GET',
			'/rounds/{id}/reports',
			as('hackney', { params: { id: round } })
		);
		const params = { id: reports.body.items[0]?.id ?? '' };
		const read = await api.call('GET', '/reports/{id}/reading', as('hackney', { params }));
		const { sha256 } = read.body;
		const organisation = (await api.call('GET', '/me', as('hackney'))).body.organisation as {
			id: string;
		};
		const organisationId = organisation.id;
		const address = '/reports/{id}/signatures';
		const stale = await api.call(
			'POST',
			address,
			as('hackney', { params, body: { organisationId, sha256: 'f'.repeat(64) } })
		);
		expect([stale.status, stale.body.code]).toEqual([409, 'conflict']);
		const body = { organisationId, sha256 };
		expect((await api.call('POST', address, as('drafter', { params, body }))).status).toBe(404);
		const signed = await api.call('POST', address, as('hackney', { params, body }));
		expect(signed.status).toBe(201);
		expect(signed.body).toMatchObject({ sha256, signedInWith: 'api-token', onBehalfOf: null });
		const listed = await api.call('GET', address, as('hackney', { params }));
		expect(listed.body.items.map(({ id }) => id)).toEqual([signed.body.id]);

		const returned = await api.call(
			'POST',
			'/reports/{id}/returns',
			as('hackney', { params, body: { organisationId, reason: 'One figure is missing.' } })
		);
		expect(returned.status).toBe(201);
		const asked = await api.call(
			'POST',
			'/reports/{id}/signature-requests',
			as('hackney', { params, body: { organisationId } })
		);
		expect(asked.status).toBe(201);

		const members = await api.call('GET', '/members', as('coordinator'));
		const deputyId = members.body.items.find(({ name }) => name === 'Hackney drafter')?.id;
		const of = { params: { id: organisationId } };
		const day = (ahead: number) =>
			new Date(Date.now() + ahead * 86_400_000).toISOString().slice(0, 10);
		const dated = { deputyId, fromOn: day(-1), untilOn: day(7), reason: 'On leave.' };
		const delegations = '/organisations/{id}/delegations';
		const made = await api.call('POST', delegations, as('hackney', { ...of, body: dated }));
		expect([made.status, made.body.state]).toEqual([201, 'in-force']);
		await api.call('GET', delegations, as('hackney', of));
		expect((await api.call('GET', delegations, as('drafter', of))).status).toBe(404);
		const ended = await api.call(
			'DELETE',
			'/delegations/{id}',
			as('hackney', { params: { id: made.body.id } })
		);
		expect(ended.status).toBe(204);
	});

	test('publication day, a correction, and taking all of it back', async () => {
		const { round } = await openRound();
		const ofRound = { params: { id: round } };
		const reports = await api.call('GET', '/rounds/{id}/reports', as('hackney', ofRound));
		const params = { id: reports.body.items[0]?.id ?? '' };
		const call = (method: string, address: string, body?: object) =>
			api.call(method, address, as('hackney', { params, body }));
		async function sign(): Promise<void> {
			const { sha256, organisations } = (await call('GET', '/reports/{id}')).body as unknown as {
				sha256: string;
				organisations: { id: string }[];
			};
			const body = { organisationId: organisations[0]?.id, sha256 };
			expect((await call('POST', '/reports/{id}/signatures', body)).status).toBe(201);
		}
		const remarks = await call('GET', '/reports/{id}/remarks');
		for (const { id } of remarks.body.items) {
			await api.call('POST', '/remarks/{id}/resolution', as('hackney', { params: { id } }));
		}
		await sign();
		const rehearsal = await api.call('GET', '/rounds/{id}/rehearsal', as('coordinator', ofRound));
		expect(rehearsal.body.reports.find(({ reportId }) => reportId === params.id)).toMatchObject({
			isReady: true
		});
		const minute = await api.call(
			'POST',
			'/rounds/{id}/publication',
			as('coordinator', { ...ofRound, body: { at: new Date().toISOString() } })
		);
		expect(minute.status).toBe(200);
		while ((await api.call('GET', '/rounds/{id}', ofRound)).status !== 200);
		const happened = await api.call('GET', '/rounds/{id}/publication', as('coordinator', ofRound));
		expect(happened.body.items).toHaveLength(1);

		const note = { note: 'One answer was incomplete.' };
		const begun = await call('POST', '/reports/{id}/correction', note);
		expect([begun.status, begun.body.hasChanges]).toEqual([201, false]);
		await call('PUT', '/reports/{id}/correction', { note: 'An answer was incomplete.' });
		await call('DELETE', '/reports/{id}/correction');
		await call('POST', '/reports/{id}/correction', note);
		await call('GET', '/reports/{id}/correction');
		const promises = await call('GET', '/reports/{id}/promises');
		await api.call(
			'PUT',
			'/promises/{id}',
			as('hackney', {
				params: { id: promises.body.items[0]?.id ?? '' },
				body: { outcome: 'partly', explanation: 'For n=4 of the groups.' }
			})
		);
		await sign();
		const held = await call('GET', '/reports/{id}/rehearsal');
		expect(held.body.holdsBack).toMatchObject([{ kind: 'small-group', quote: 'n=4' }]);
		const finding = held.body.holdsBack[0]?.id ?? '';
		const acceptance = { finding, reason: 'Groups, not people.' };
		const accepted = await call('POST', '/reports/{id}/acceptances', acceptance);
		expect([accepted.status, accepted.body.isReady]).toEqual([201, true]);
		const back = await api.call(
			'DELETE',
			'/reports/{id}/acceptances/{finding}',
			as('hackney', { params: { ...params, finding } })
		);
		expect(back.body.isReady).toBe(false);
		expect((await call('POST', '/reports/{id}/publication')).status).toBe(409);
		await call('POST', '/reports/{id}/acceptances', acceptance);
		const corrected = await call('POST', '/reports/{id}/publication');
		expect([corrected.status, corrected.body.edition]).toMatchObject([201, { number: 2 }]);

		const withdrawn = await api.call(
			'POST',
			'/rounds/{id}/withdrawal',
			as('coordinator', {
				...ofRound,
				body: { reason: 'It was a rehearsal.', at: '2031-01-06T10:00:00Z' }
			})
		);
		expect(withdrawn.body.state).toBe('open');
	});

	test('working groups: joining, asking, inviting, running, looking through, archiving', async () => {
		const group = await api.call('POST', '/groups', {
			...as('drafter'),
			body: { name: 'Beds', purpose: 'To compare.', joining: 'open', commitments: [1] }
		});
		expect(group.status).toBe(201);
		const { id } = group.body;
		const of = (who: keyof typeof tokens, body?: object) => as(who, { params: { id }, body });
		await api.call('GET', '/groups', as('hackney', { query: '?commitment=1' }));
		await api.call('GET', '/groups/{id}', of('hackney'));
		await api.call('POST', '/groups/{id}/membership', of('hackney'));
		await api.call('DELETE', '/groups/{id}/membership', of('hackney'));
		const changed = await api.call(
			'PATCH',
			'/groups/{id}',
			of('drafter', { joining: 'on-request' })
		);
		expect(changed.status).toBe(200);

		await api.call('POST', '/groups/{id}/requests', of('hackney', { words: 'May I come?' }));
		await api.call('DELETE', '/groups/{id}/requests', of('hackney'));
		await api.call('POST', '/groups/{id}/requests', of('hackney', { words: 'May I, after all?' }));
		const requests = await api.call('GET', '/groups/{id}/requests', of('drafter'));
		const requestId = requests.body.items[0]?.id ?? '';
		const answer = { params: { id, requestId }, body: { accepted: true } };
		const accepted = await api.call(
			'PUT',
			'/groups/{id}/requests/{requestId}',
			as('drafter', answer)
		);
		expect(accepted.status).toBe(204);
		const people = await api.call('GET', '/groups/{id}/members', of('hackney'));
		expect(people.body.items.map(({ name }) => name)).toEqual(['Hackney lead', 'Leeds drafter']);
		const place = { id, memberId: people.body.items[0]?.id ?? '' };
		const member = '/groups/{id}/members/{memberId}';
		await api.call('PUT', member, as('drafter', { params: place, body: { role: 'chair' } }));
		const reason = { reason: 'Has moved on.' };
		await api.call('DELETE', member, as('drafter', { params: place, body: reason }));

		const guest = { name: 'Ada', email: 'ada@community.test', untilOn: '2099-01-01' };
		const invite = (body: object) =>
			api.call('POST', '/groups/{id}/invitations', of('drafter', { role: 'member', ...body }));
		await invite(guest);
		const back = await invite({ ...guest, email: 'bo@community.test' });
		const sent = await api.call('GET', '/groups/{id}/invitations', of('drafter'));
		expect(sent.body.items).toHaveLength(2);
		await api.call(
			'DELETE',
			'/groups/{id}/invitations/{invitationId}',
			as('drafter', { params: { id, invitationId: back.body.id } })
		);
		const again = await invite({ memberId: place.memberId });
		const token = again.body.id;
		await api.call('POST', '/invitations/{token}/acceptance', as('hackney', { params: { token } }));
		await api.call(
			'POST',
			'/groups/{id}/review',
			of('drafter', { endMemberIds: [place.memberId] })
		);
		const declined = (await invite({ memberId: place.memberId })).body.id;
		await api.call(
			'DELETE',
			'/invitations/{token}',
			as('hackney', { params: { token: declined } })
		);
		const secret = await vi.waitFor(
			() => linkInMail(app, { to: 'ada@community.test', beginning: '/invitations/' }),
			15_000
		);
		await api.call('GET', '/invitations/{token}', { params: { token: secret } });
		const account = await api.call('POST', '/invitations/{token}/account', {
			params: { token: secret },
			body: { name: 'Ada', password: 'four words that differ' }
		});
		expect(account.status).toBe(201);

		await api.call('POST', '/groups/{id}/calendar-feed', of('drafter'));
		await api.call('GET', '/groups/{id}/calendar-feed', of('drafter'));
		await api.call('DELETE', '/groups/{id}/calendar-feed', of('drafter'));
		const calendar = await api.call('GET', '/groups/{id}/calendar', of('drafter'));
		expect(calendar.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
		await api.call('PUT', '/groups/{id}/archiving', of('drafter', { reason: 'It is done.' }));
		await api.call('DELETE', '/groups/{id}/archiving', of('drafter'));
		await api.call('GET', '/groups/{id}/mentions', of('drafter'));
	});

	test('facilitated sessions', async () => {
		const planned = await api.call(
			'POST',
			'/live-sessions',
			as('drafter', {
				body: {
					title: 'What changes when data is shared',
					purpose: 'To agree what to share.',
					agenda: [{ kind: 'discussion', title: 'Hearing from each', minutes: 15 }]
				}
			})
		);
		expect(planned.status).toBe(201);
		const of = { params: { id: planned.body.id } };
		await api.call('GET', '/live-sessions', as('drafter'));
		await api.call(
			'PATCH',
			'/live-sessions/{id}',
			as('drafter', { ...of, body: { place: 'Town Hall' } })
		);
		await api.call('GET', '/live-sessions/{id}/plan', as('drafter', of));
		await api.call('GET', '/live-sessions/{id}/invitation.ics', as('drafter', of));
		const rehearsal = await api.call('POST', '/live-sessions/{id}/rehearsal', as('drafter', of));
		await api.call(
			'DELETE',
			'/live-sessions/{id}/rehearsal',
			as('drafter', { params: { id: rehearsal.body.id } })
		);
		const off = await api.call('POST', '/live-sessions', as('drafter', { body: { title: 'Off' } }));
		await api.call(
			'POST',
			'/live-sessions/{id}/cancel',
			as('drafter', { params: { id: off.body.id }, body: { reason: 'Too few can come.' } })
		);
		await api.call('POST', '/live-sessions/{id}/enter', as('drafter', of));
		const command = (body: object) =>
			api.call('POST', '/live-sessions/{id}/commands', as('drafter', { ...of, body }));
		await command({ type: 'start' });
		await command({ type: 'raise-hand' });
		const session = await api.call('GET', '/live-sessions/{id}', as('drafter', of));
		await api.call('GET', '/live-sessions/{id}/notes', as('drafter', of));
		expect(session.body).toMatchObject({
			state: 'running',
			room: { queue: { waiting: [{ why: 'Has not spoken yet' }] } }
		});
		const guests = '/live-sessions/{id}/guests';
		const invited = await api.call(
			'POST',
			guests,
			as('drafter', {
				...of,
				body: { name: 'Bernice', endsAt: '2099-12-31T12:00:00.000Z' }
			})
		);
		expect(invited.body).toMatchObject({ state: 'open', organisation: null });
		await api.call('GET', guests, as('drafter', of));
		const guest = as('drafter', { params: { ...of.params, guest: invited.body.id } });
		const body = { endsAt: '2099-11-30T12:00:00.000Z' };
		await api.call('PATCH', `${guests}/{guest}`, { ...guest, body });
		const revoked = await api.call('DELETE', `${guests}/{guest}`, guest);
		expect(revoked.body).toMatchObject({ state: 'revoked', ...body });
		await command({ type: 'end' });
		const record = await api.call('GET', '/live-sessions/{id}/record', as('drafter', of));
		for (const format of ['html', 'docx', 'pdf', 'json'])
			await api.call(
				'GET',
				'/live-sessions/{id}/record/file',
				as('drafter', { ...of, query: `?format=${format}` })
			);
		expect(record.body).toMatchObject({ outcomes: [{ kind: 'summary' }, { kind: 'notes' }] });
		const added = await api.call(
			'POST',
			'/live-sessions/{id}/outcomes',
			as('drafter', { ...of, body: { kind: 'action', words: 'Write back' } })
		);
		const outcome = as('drafter', {
			params: { ...of.params, outcome: added.body.outcomes.at(-1)?.id ?? '' }
		});
		const one = '/live-sessions/{id}/outcomes/{outcome}';
		await api.call('PATCH', one, { ...outcome, body: { leaves: true } });
		const became = await api.call('POST', `${one}/becoming`, {
			...outcome,
			body: { as: 'action' }
		});
		expect(became.body.outcomes.at(-1)?.became).toMatchObject({ kind: 'action' });
		const note = { title: 'What came of it', visibility: 'only-me' } as const;
		const written = await api.call(
			'POST',
			'/live-sessions/{id}/note',
			as('drafter', { ...of, body: note })
		);
		expect(written.body).toMatchObject(note);
		await api.call('DELETE', one, outcome);
		const closed = await api.call('POST', '/live-sessions/{id}/closing', as('drafter', of));
		expect(closed.body).toMatchObject({ state: 'closed' });
	});

	test('challenges, offers of help, people to ask, actions and decisions', async () => {
		const about = { items: [{ commitment: 4, words: 'Boards that listen' }] };
		await api.call('PUT', '/me/contacts', as('hackney', { body: about }));
		await api.call('GET', '/me/contacts', as('hackney'));
		const asked = await api.call('GET', '/contacts', as('drafter', { query: '?commitment=4' }));
		expect(asked.body.items[0]).toMatchObject({ about: about.items });

		const raised = await api.call(
			'POST',
			'/challenges',
			as('drafter', {
				body: { title: 'Being heard by a board', body: 'We have tried twice.', commitments: [4] }
			})
		);
		expect(raised.status).toBe(201);
		const of = { params: { id: raised.body.id } };
		await api.call('GET', '/challenges', as('hackney', { query: '?commitment=4&state=open' }));
		await api.call('GET', '/challenges/{id}', as('hackney', of));
		const matter = await api.call('GET', '/challenges/{id}/same-matter', as('drafter', of));
		expect(matter.body.contacts).toHaveLength(1);
		await api.call(
			'PATCH',
			'/challenges/{id}',
			as('drafter', { ...of, body: { commitments: [4, 5] } })
		);
		const offer = await api.call(
			'POST',
			'/challenges/{id}/offers',
			as('hackney', { ...of, body: { words: 'Bring them to a Creative Space.' } })
		);
		const ofOffer = { params: { ...of.params, offer: offer.body.id } };
		await api.call('PUT', '/challenges/{id}/offers/{offer}/acceptance', as('drafter', ofOffer));
		await api.call('DELETE', '/challenges/{id}/offers/{offer}', as('hackney', ofOffer));
		const closed = await api.call(
			'PUT',
			'/challenges/{id}/closing',
			as('drafter', { ...of, body: { outcome: 'They came, and stayed.' } })
		);
		expect(closed.body).toMatchObject({ outcome: 'They came, and stayed.' });
		await api.call(
			'PUT',
			'/challenges/{id}/note',
			as('drafter', { ...of, body: { noteId: null } })
		);
		await api.call('DELETE', '/challenges/{id}/closing', as('drafter', of));
		await api.call('PUT', '/me/contacts', as('hackney', { body: { items: [] } }));

		const groups = await api.call('GET', '/groups', as('drafter'));
		const groupId = groups.body.items.find(({ slug }) => slug === 'out-of-area-care')?.id ?? '';
		const added = await api.call(
			'POST',
			'/actions',
			as('drafter', { body: { words: 'Invite the board', groupId, dueOn: '2031-01-06' } })
		);
		const ofAction = { params: { id: added.body.id } };
		await api.call('GET', '/actions', as('drafter', { query: `?group=${groupId}` }));
		await api.call('GET', '/actions', as('drafter'));
		await api.call('GET', '/actions/{id}', as('drafter', ofAction));
		await api.call(
			'PATCH',
			'/actions/{id}',
			as('drafter', { ...ofAction, body: { state: 'done' } })
		);
		const decided = await api.call(
			'POST',
			'/decisions',
			as('drafter', {
				body: {
					groupId,
					words: 'We meet monthly',
					reasons: 'Fortnightly was too often.',
					decidedOn: '2026-01-12'
				}
			})
		);
		await api.call('GET', '/decisions', as('drafter', { query: `?group=${groupId}` }));
		await api.call('GET', '/decisions/{id}', as('supporter', { params: { id: decided.body.id } }));
	});

	test('discussions of a note, a working group, a challenge and a section of a report', async () => {
		const notes = await api.call('GET', '/notes', as('drafter'));
		const groups = await api.call('GET', '/groups', as('drafter'));
		const group = groups.body.items.find(({ slug }) => slug === 'out-of-area-care')?.id ?? '';
		const challenges = await api.call('GET', '/challenges', as('drafter'));
		const { report } = await openRound();
		for (const [address, params] of [
			['/notes/{id}/threads', { id: notes.body.items[0]?.id ?? '' }],
			['/groups/{id}/threads', { id: group }],
			['/challenges/{id}/threads', { id: challenges.body.items[0]?.id ?? '' }],
			['/reports/{id}/sections/{key}/threads', { id: report, key: 'commitment-3' }]
		] as const) {
			const started = await api.call(
				'POST',
				address,
				as('drafter', { params, body: { title: 'What did we learn?', body: 'Say more.' } })
			);
			const there = await api.call('GET', address, as('drafter', { params }));
			expect(there.body.items.map(({ id }) => id)).toContain(started.body.id);
		}
		const params = { id: group };
		const body = { state: 'following' };
		await api.call('PUT', '/groups/{id}/following', as('drafter', { params, body }));
		const followed = await api.call('GET', '/groups/{id}/following', as('drafter', { params }));
		expect(followed.body).toMatchObject(body);
	});

	test('no call was left out', () => {
		expect([...api.succeeded].toSorted()).toEqual(api.described.toSorted());
	});
});

describe('[F7] what somebody not signed in reaches', () => {
	const open = [
		'GET /openapi.json',
		'GET /pledge',
		'GET /signatories',
		'GET /rounds',
		'GET /rounds/{id}',
		'GET /rounds/{id}/organisations',
		'GET /rounds/{id}/questions',
		'GET /rounds/{id}/reports',
		'GET /rounds/{id}/sections',
		'GET /rounds/{id}/synthesis/editions',
		'GET /rounds/{id}/synthesis/editions/{number}',
		'GET /reports/{id}',
		'GET /reports/{id}/content',
		'GET /organisations/{slug}',
		'GET /commitments/{n}/across',
		'GET /reports/{id}/editions/{number}',
		'GET /reports/{id}/editions',
		'GET /reports/{id}/signatures',
		'GET /invitations/{token}',
		'DELETE /invitations/{token}',
		'POST /invitations/{token}/account',
		'GET /notes',
		'GET /notes/{id}',
		'GET /notes/{id}/content',
		'POST /tokens'
	];

	test('is what the contract names, and nothing else', async () => {
		const reached: string[] = [];
		for (const each of api.described) {
			const [method = '', address = ''] = each.split(' ');
			const params = {
				id: 'nothing',
				documentName: 'nothing',
				organisationId: 'nothing',
				role: 'facilitator',
				key: 'commitment-1',
				n: '3',
				number: '1',
				slug: 'nothing',
				finding: 'nothing',
				offer: 'nothing',
				requestId: 'nothing',
				invitationId: 'nothing',
				memberId: 'nothing',
				guest: 'nothing',
				outcome: 'nothing',
				token: 'nothing'
			};
			const answer = await api.call(method, address, {
				params,
				body: method === 'GET' ? undefined : {}
			});
			if (answer.status !== 401) reached.push(each);
			else expect(answer.body.code).toBe('not-signed-in');
		}
		expect(reached.toSorted()).toEqual(open.toSorted());
	});

	test('never the open round, its drafts or a member’s notes', async () => {
		const { round, report } = await openRound();
		for (const [address, id] of [
			['/rounds/{id}', round],
			['/rounds/{id}/organisations', round],
			['/rounds/{id}/questions', round],
			['/rounds/{id}/reports', round],
			['/reports/{id}', report],
			['/reports/{id}/content', report],
			['/reports/{id}/signatures', report]
		] as const) {
			expect((await api.call('GET', address, { params: { id } })).status).toBe(404);
		}
		expect(JSON.stringify((await api.call('GET', '/rounds')).body)).not.toContain(round);
		const notes = (await api.call('GET', '/notes')).body.items;
		expect(notes.filter(({ visibility }) => visibility !== 'public')).toEqual([]);
	});
});

describe('what bad input gets', () => {
	const codes = (answer: { status: number; body: { code?: string; field?: string } }) => [
		answer.status,
		answer.body.code,
		answer.body.field
	];

	test('an unknown id is 404, whatever it looks like', async () => {
		for (const id of ['nothing', '0', '../../etc', 'x'.repeat(5000), '💥', "'; drop table posts"]) {
			for (const address of ['/reports/{id}', '/threads/{id}', '/notes/{id}', '/posts/{id}']) {
				const answer = await api.call('GET', address, as('drafter', { params: { id } }));
				expect(codes(answer)).toEqual([404, 'not-found', undefined]);
			}
		}
		expect((await fetch(`${app.origin}/api/v1/reports/a%00b`)).status).toBe(404);
		expect((await fetch(`${app.origin}/api/v1/nothing-here`)).status).toBe(404);
	});

	test('[F4] somebody else’s draft is 404, as if there were none', async () => {
		const { report } = await openRound();
		const answer = await api.call(
			'GET',
			'/reports/{id}',
			as('hackney', { params: { id: report } })
		);
		expect(codes(answer)).toEqual([404, 'not-found', undefined]);
	});

	test('a wrong type, too much, or nothing at all is 422 with the field', async () => {
		const start = (body: unknown) =>
			api.call('POST', '/commitments/{n}/threads', as('drafter', { params: { n: 3 }, body }));
		expect(codes(await start({ title: 7, body: 'x' }))).toEqual([422, 'invalid', 'title']);
		expect(codes(await start({ title: 'Long enough' }))).toEqual([422, 'invalid', 'body']);
		expect(codes(await start({ title: 'x'.repeat(201), body: 'x' }))).toEqual([
			422,
			'invalid',
			'title'
		]);
		expect(codes(await start({ title: 'A title', body: 'x'.repeat(20_001) }))).toEqual([
			422,
			'invalid',
			'body'
		]);
		expect(codes(await start('a title'))).toEqual([422, 'invalid', undefined]);
		expect(codes(await start({ title: 'A \0 title', body: 'x' }))).toEqual([
			422,
			'invalid',
			undefined
		]);
	});

	test('an unknown format is 422 with the field', async () => {
		const { report } = await openRound();
		const answer = await api.call(
			'GET',
			'/reports/{id}/content',
			as('drafter', { params: { id: report }, query: '?format=docm' })
		);
		expect(codes(answer)).toEqual([422, 'invalid', 'format']);
	});

	const raw = async (body: string, type: string) => {
		const response = await fetch(`${app.origin}/api/v1/notes`, {
			method: 'POST',
			headers: {
				authorization: `Bearer ${tokens.drafter}`,
				'content-type': type,
				// As a page of ours would: for foreign forms see csrf.test.ts.
				origin: app.origin
			},
			body
		});
		const problem = (await response.json()) as { code: string };
		expect(response.headers.get('content-type')).toBe('application/problem+json');
		return [response.status, problem.code];
	};

	test('what is not JSON is turned away', async () => {
		expect(await raw('{"title":', 'application/json')).toEqual([422, 'invalid']);
		expect(await raw('{}', 'text/plain')).toEqual([415, 'not-json']);
		expect(await raw('title=x', 'application/x-www-form-urlencoded')).toEqual([415, 'not-json']);
		expect(await raw('{}', 'application/jsonp')).toEqual([415, 'not-json']);
	});

	test('a body that is far too large is 413', async () => {
		for (const kilobytes of [300, 2000]) {
			const body = JSON.stringify({ title: 'x'.repeat(kilobytes * 1024) });
			expect(await raw(body, 'application/json')).toEqual([413, 'too-large']);
		}
	});

	test('[F8] claims in the input count for nothing', async () => {
		const answer = await api.call('POST', '/tokens', {
			body: {
				email: 'hackney.drafter@demo.test',
				password: demoPassword,
				name: 'x',
				admin: true,
				allianceRoles: ['coordinator'],
				memberId: 'coordinator'
			}
		});
		const me = await api.call('GET', '/me', { token: answer.body.token });
		expect(me.body.member.email).toBe('hackney.drafter@demo.test');
		expect(me.body.roles.alliance).toEqual([]);
		expect(me.body.abilities['people.manage']).toBe(false);
	});
});

describe('[F13] guessing passwords', () => {
	const guess = (email: string, headers: Record<string, string> = {}) =>
		api.call('POST', '/tokens', { body: { email, password: 'a guess', name: 'x' }, headers });

	test('an unknown account and a wrong password get the same answer', async () => {
		const [known, unknown] = [await guess('leeds.lead@demo.test'), await guess('nobody@demo.test')];
		expect(known.status).toBe(401);
		expect(known.body).toEqual(unknown.body);
	});

	test('is slowed down, and forwarded headers do not help', async () => {
		const spoofed = (count: number) => ({
			'x-forwarded-for': `203.0.113.${count}`,
			'x-real-ip': `203.0.113.${count}`,
			'cf-connecting-ip': `203.0.113.${count}`,
			forwarded: `for=203.0.113.${count}`
		});
		for (let count = 0; count < 10; count += 1) {
			expect((await guess('guessed@demo.test', spoofed(count))).status).toBe(401);
		}
		const refused = await guess('guessed@demo.test', spoofed(99));
		expect([refused.status, refused.body.code]).toEqual([429, 'too-often']);
		expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(200);
	});

	test('from one address stops after a hundred, whatever address is pretended', async () => {
		let answer = await guess('somebody@demo.test');
		for (let count = 0; count < 120 && answer.status === 401; count += 1) {
			answer = await guess(`somebody-${count}@demo.test`, {
				'x-forwarded-for': `203.0.113.${count}`
			});
		}
		expect(answer.status).toBe(429);
	});
});
