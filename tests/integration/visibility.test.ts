// Who may see what, of everything people share with each other: each thing holds a word that stands nowhere else, and
// every address there is, the live socket, the text socket, the search, the mails and the copies are asked by each
// kind of person. Nobody receives a word that the table does not give them; everybody finds those that it does (F5–F7).
import { randomUUID } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { noteField } from '#shared/document-fields.ts';
import { parkingLot } from '#shared/live-session/boards.ts';
import type { LiveServerMessage } from '#shared/live-protocol.ts';
import { addressPatterns, ask } from '../support/addresses.ts';
import { startApp, type RunningApp } from '../support/app.ts';
import { collabClient, until } from '../support/collab-client.ts';
import { caller } from '../support/round-three.ts';
import { knock, openSocket } from '../support/socket-client.ts';

const persons = [
	'author',
	'colleague',
	'otherMaker',
	'groupMember',
	'guest',
	'supporter',
	'coordinator',
	'nobody'
] as const;
type Person = (typeof persons)[number];

const emails: Partial<Record<Person, string>> = {
	author: 'leeds.drafter@demo.test',
	colleague: 'leeds.lead@demo.test',
	otherMaker: 'hackney.lead@demo.test',
	groupMember: 'manchester.drafter@demo.test',
	supporter: 'supporter@demo.test',
	coordinator: 'coordinator@demo.test'
};

const ofLeeds: Person[] = ['author', 'colleague'];
const ofTheGroup: Person[] = ['author', 'groupMember', 'guest'];
const makers: Person[] = ['author', 'colleague', 'otherMaker', 'groupMember', 'coordinator'];
const makersAndSupporters: Person[] = [...makers, 'supporter'];

/** The word of each thing, and who may come upon it. */
const table: Record<string, { word: string; seenBy: readonly Person[] }> = {
	'note for its author': { word: 'Larkspur', seenBy: ['author'] },
	'note for the group': { word: 'Foxglove', seenBy: ['colleague', ...ofTheGroup] },
	'note for Pledge Makers': { word: 'Samphire', seenBy: makers },
	'note for Pledge Makers and Supporters': { word: 'Teasel', seenBy: makersAndSupporters },
	'note for everybody': { word: 'Campion', seenBy: persons },
	'thread among Pledge Makers': { word: 'Bistort', seenBy: makers },
	'thread among Pledge Makers and Supporters': { word: 'Yarrow', seenBy: makersAndSupporters },
	'thread within Leeds': { word: 'Comfrey', seenBy: ofLeeds },
	'thread of the group': { word: 'Betony', seenBy: ofTheGroup },
	'thread of the group’s note': { word: 'Tansy', seenBy: ['colleague', ...ofTheGroup] },
	'thread of a section': { word: 'Vetch', seenBy: ofLeeds },
	'lived experience told within Leeds': { word: 'Mallow', seenBy: ofLeeds },
	'challenge within Leeds': { word: 'Sorrel', seenBy: ofLeeds },
	'challenge of the group': { word: 'Burdock', seenBy: ofTheGroup },
	'challenge for Pledge Makers': { word: 'Chicory', seenBy: makers },
	'challenge for Pledge Makers and Supporters': { word: 'Lovage', seenBy: makersAndSupporters },
	'purpose of the group': { word: 'Angelica', seenBy: [...ofTheGroup, 'coordinator'] },
	'action of the group': { word: 'Hyssop', seenBy: ofTheGroup },
	'decision of the group': { word: 'Borage', seenBy: ofTheGroup },
	'session of its room': { word: 'Melilot', seenBy: ofLeeds },
	'session of the group': { word: 'Selfheal', seenBy: ofTheGroup },
	// Invited, and has not accepted what the room agrees on: sees the plan, and nothing of what is made.
	'card in a session of its room': { word: 'Eyebright', seenBy: ['author'] }
};
type Thing = keyof typeof table;
const wordOf = (thing: Thing): string => table[thing]?.word ?? '';

const things = Object.entries(table).map(([thing, { word, seenBy }]) => ({ thing, word, seenBy }));
/** Actions stand in their groups and with their owners, sessions in their list; neither is searched. */
const isSearched = ({ thing }: { thing: Thing }): boolean => !/^action|session/.test(thing);

let app: RunningApp;
const cookies: Partial<Record<Person, string>> = {};
const ids = {
	group: { id: '', slug: '' },
	notes: [] as { thing: Thing; id: string; documentName: string }[],
	threads: [] as { thing: Thing; id: string }[],
	challenges: [] as { thing: Thing; id: string }[],
	posts: [] as { thing: Thing; id: string }[],
	actions: [] as string[],
	decisions: [] as string[],
	sessions: [] as string[],
	report: ''
};
/** What each person was answered, by address. */
const answers = {} as Record<Person, Map<string, string>>;

const headersOf = (person: Person): Record<string, string> => {
	const cookie = cookies[person];
	return cookie === undefined ? {} : { cookie };
};

beforeAll(async () => {
	app = await startApp();
	await tellEverything();
	await searchKnows();
	for (const person of persons) answers[person] = await askEverything(headersOf(person));
}, 240_000);
afterAll(() => app.stop());

type Made = { id: string; slug: string; documentName: string; posts: { id: string }[] };

async function tellEverything(): Promise<void> {
	const call = Object.fromEntries(
		await Promise.all(
			Object.entries(emails).map(
				async ([person, email]) => [person, caller(app, await app.token(email))] as const
			)
		)
	) as Record<Person, ReturnType<typeof caller>>;
	const { author } = call;
	for (const [person, email] of Object.entries(emails)) {
		cookies[person as Person] = await app.signIn(email);
	}
	const member = await call.groupMember<{ id: string; member?: { id: string } }>('GET', '/me');

	const group = await author<Made & { roles: { key: string; manages: boolean }[] }>(
		'POST',
		'/groups',
		{
			name: 'Quiet room',
			purpose: `About ${wordOf('purpose of the group')}.`,
			joining: 'by-invitation',
			commitments: [3]
		}
	);
	ids.group = group;
	const role = group.roles.find(({ manages }) => !manages)?.key ?? '';
	const memberId = member.member?.id ?? member.id;
	await author('POST', `/groups/${group.id}/invitations`, { memberId, role });
	const sent = await author<{ items: Made[] }>('GET', `/groups/${group.id}/invitations`);
	await call.groupMember('POST', `/invitations/${sent.items[0]?.id}/acceptance`);
	await inviteGuest(author, group.id, role);

	for (const [thing, more] of [
		['note for its author', { visibility: 'only-me' }],
		['note for the group', { visibility: 'group', groupId: group.id }],
		['note for Pledge Makers', { visibility: 'pledge-makers' }],
		['note for Pledge Makers and Supporters', { visibility: 'pledge-makers-and-supporters' }],
		['note for everybody', { visibility: 'public' }]
	] as const) {
		const note = await author<Made>('POST', '/notes', {
			...more,
			title: `A note on ${wordOf(thing)}`,
			commitments: [3],
			isSuggested: true
		});
		ids.notes.push({ thing, id: note.id, documentName: note.documentName });
		await write(note.documentName, `The text says ${wordOf(thing)}.`);
	}

	const rounds = await author<{ items: { id: string; state: string }[] }>('GET', '/rounds');
	const open = rounds.items.find(({ state }) => state === 'open');
	const reports = await author<{ items: { id: string; title: string }[] }>(
		'GET',
		`/rounds/${open?.id}/reports`
	);
	ids.report = reports.items.find(({ title }) => title.includes('Leeds'))?.id ?? '';
	const groupNote = ids.notes.find(({ thing }) => thing === 'note for the group')?.id;
	for (const [thing, where, more] of [
		['thread among Pledge Makers', '/commitments/3', { audience: 'pledge-makers' }],
		['thread among Pledge Makers and Supporters', '/commitments/3', {}],
		['thread within Leeds', '/commitments/3', { audience: 'organisation' }],
		['thread of the group', `/groups/${group.id}`, {}],
		['thread of the group’s note', `/notes/${groupNote}`, {}],
		['thread of a section', `/reports/${ids.report}/sections/commitment-3`, {}]
	] as const) {
		const thread = await author<Made>('POST', `${where}/threads`, {
			...more,
			title: `A thread on ${wordOf(thing)}`,
			body: `It begins with ${wordOf(thing)}. @Pledge Supporter @Greater Manchester drafter @Hackney lead`
		});
		ids.threads.push({ thing, id: thread.id });
		ids.posts.push({ thing, id: thread.posts[0]?.id ?? '' });
	}
	const shared = ids.threads.find(
		({ thing }) => thing === 'thread among Pledge Makers and Supporters'
	);
	const told = await author<Made>('POST', `/threads/${shared?.id}/posts`, {
		body: `${wordOf('lived experience told within Leeds')}, and nobody asked. @Hackney lead`,
		isLivedExperience: true,
		audience: 'organisation'
	});
	ids.posts.push({ thing: 'lived experience told within Leeds', id: told.id });

	for (const [thing, more] of [
		['challenge within Leeds', { audience: 'organisation' }],
		['challenge of the group', { audience: 'group', groupId: group.id }],
		['challenge for Pledge Makers', { audience: 'pledge-makers' }],
		['challenge for Pledge Makers and Supporters', {}]
	] as const) {
		const challenge = await author<Made>('POST', '/challenges', {
			...more,
			title: `Stuck on ${wordOf(thing)}`,
			body: `We tried ${wordOf(thing)}.`,
			commitments: [3]
		});
		ids.challenges.push({ thing, id: challenge.id });
	}
	const action = await author<Made>('POST', '/actions', {
		groupId: group.id,
		words: `Ask about ${wordOf('action of the group')}`
	});
	const decision = await author<Made>('POST', '/decisions', {
		groupId: group.id,
		words: `We go with ${wordOf('decision of the group')}`,
		reasons: `Because of ${wordOf('decision of the group')}`,
		decidedOn: '2026-11-20'
	});
	ids.actions.push(action.id);
	ids.decisions.push(decision.id);
	await meet(
		author,
		group.id,
		(await call.colleague<{ member: { id: string } }>('GET', '/me')).member.id
	);
}

/** A session to which a colleague is invited, with a card that is shown, and one of the group. */
async function meet(
	author: ReturnType<typeof caller>,
	groupId: string,
	colleague: string
): Promise<void> {
	for (const [thing, more] of [
		['session of its room', { inviteeIds: [colleague] }],
		['session of the group', { groupId }]
	] as const) {
		const { id } = await author<Made>('POST', '/live-sessions', {
			...more,
			title: `We meet on ${wordOf(thing)}`,
			purpose: `To speak about ${wordOf(thing)}.`
		});
		ids.sessions.push(id);
	}
	const command = (body: object) =>
		author('POST', `/live-sessions/${ids.sessions[0]}/commands`, body);
	await command({ type: 'start' });
	await command({
		type: 'add-card',
		cardId: randomUUID(),
		itemId: parkingLot,
		words: wordOf('card in a session of its room')
	});
}

/** A person without a seat anywhere comes in by the link in the mail. */
async function inviteGuest(
	author: ReturnType<typeof caller>,
	groupId: string,
	role: string
): Promise<void> {
	const email = 'guest@elsewhere.test';
	await author('POST', `/groups/${groupId}/invitations`, {
		email,
		name: 'A guest',
		role,
		untilOn: '2099-12-31'
	});
	const token = await linkSentTo(email, /\/invitations\/([\w-]+)/);
	const response = await fetch(`${app.origin}/api/v1/invitations/${token}/account`, {
		method: 'POST',
		headers: { 'content-type': 'application/json' },
		body: JSON.stringify({ name: 'A guest', password: 'a long pledge of a guest' })
	});
	expect(response.status).toBe(201);
	cookies.guest = await app.signIn(email, 'a long pledge of a guest');
}

/** Every mail the workspace has sent, as its reader decodes it. */
async function mails(): Promise<string[]> {
	const outbox = path.join(app.dataDir, 'outbox');
	const names = await readdir(outbox).catch(() => []);
	const all = await Promise.all(names.map((name) => readFile(path.join(outbox, name), 'utf8')));
	return all.map((mail) =>
		mail
			.replace(/=\r?\n/g, '')
			.replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
	);
}

async function linkSentTo(email: string, link: RegExp): Promise<string> {
	for (;;) {
		const own = (await mails()).find((mail) => mail.includes(email));
		const found = own === undefined ? null : link.exec(own);
		if (found?.[1] !== undefined) return found[1];
		await pause(50);
	}
}

async function write(documentName: string, words: string): Promise<void> {
	const client = collabClient(app, await app.token(emails.author ?? ''), documentName, () => 1);
	await until(client, () => client.provider.synced);
	const paragraph = new Y.XmlElement('paragraph');
	paragraph.insert(0, [new Y.XmlText(words)]);
	client.doc.getXmlFragment(noteField).push([paragraph]);
	await until(client, () => client.saved() === 1);
	client.destroy();
}

/** Waits until its author finds everything: what others do not find by then is kept from them. */
async function searchKnows(): Promise<void> {
	for (const { word } of things.filter(isSearched)) {
		for (;;) {
			const text = await patiently(`/api/v1/search?q=${word}`, headersOf('author'));
			if ((JSON.parse(text) as { items: unknown[] }).items.length > 0) break;
			await pause(50);
		}
	}
}

/** Who asks too often in a few seconds is told so, and asks again. */
async function patiently(address: string, headers: Record<string, string>): Promise<string> {
	for (;;) {
		const { status, text } = await ask(app, address, headers);
		if (status !== 429) return text;
		await pause(200);
	}
}

/** Every address with everything that could stand in it put in. */
async function addresses(): Promise<string[]> {
	const fill: [pattern: RegExp, values: () => readonly string[]][] = [
		[/\/notes\/\[id\]|\/learning\/\[id\]/, () => ids.notes.map(({ id }) => id)],
		[/\/threads\/\[id\]/, () => ids.threads.map(({ id }) => id)],
		[/\/challenges\/\[id\]/, () => ids.challenges.map(({ id }) => id)],
		[/\/groups\/\[id\]/, () => [ids.group.id]],
		[/\/groups\/\[slug\]/, () => [ids.group.slug]],
		[/\/(live-)?sessions\/\[id\]/, () => ids.sessions],
		[/\/actions\/\[id\]/, () => ids.actions],
		[/\/decisions\/\[id\]/, () => ids.decisions],
		[/\/posts\/\[id\]/, () => ids.posts.map(({ id }) => id)],
		[/\/documents\/\[documentName\]/, () => ids.notes.map(({ documentName }) => documentName)],
		[/\/\[place=textplace\]\/\[id\]/, () => ids.notes.map(({ id }) => id)],
		[/\/reports\/\[id\]/, () => [ids.report]]
	];
	const filled = (await addressPatterns(app)).flatMap((pattern) => {
		const found = fill.find(([at]) => at.test(pattern));
		if (found === undefined) return [pattern];
		const [at, values] = found;
		return values().map((value) =>
			pattern.replace(at, (matched) => matched.replace(/\[(id|slug|documentName)\]$/, value))
		);
	});
	const queries = Object.values(table).flatMap(({ word }) =>
		['/api/v1/search', '/api/v1/search/first', '/search'].map((where) => `${where}?q=${word}`)
	);
	return [...filled, ...queries].map(
		(address) =>
			address
				.replace('[place=textplace]', 'learning')
				.replace(/\[key\]/, 'commitment-3')
				.replace(/\/rounds\/\[number\]/, '/rounds/2')
				.replace(/\[(number|n)\]/, '3')
				.replace('[slug]', 'hackney')
				.replace('[format]', 'json')
				.replace(/\[[^\]]+\]/g, 'now') + extra(address)
	);
}

function extra(address: string): string {
	if (address.endsWith('/compare')) return '?from=empty&to=now';
	if (address.endsWith('/export')) return '?format=html';
	if (address.endsWith('/mentionable')) return '?q=gu';
	return '';
}

async function askEverything(headers: Record<string, string>): Promise<Map<string, string>> {
	const answered = new Map<string, string>();
	const waiting = (await addresses()).values();
	const askers = Array.from({ length: 4 }, async () => {
		for (const address of waiting) answered.set(address, await patiently(address, headers));
	});
	await Promise.all(askers);
	return answered;
}

/** Without what the person has asked for, which an answer may repeat. */
const findable = (person: Person, word: string): string[] =>
	[...answers[person]]
		.filter(([address, text]) => !address.includes(`q=${word}`) && text.includes(word))
		.map(([address]) => address);

describe('[F5] [F7] by page and by API', () => {
	test('the test asks every address, with nothing left to be put in', () => {
		const asked = [...answers.nobody.keys()];
		expect(asked.filter((address) => address.includes('['))).toEqual([]);
		for (const part of [
			'/groups/',
			'/notes/',
			'/threads/',
			'/challenges/',
			'/learning/',
			'sessions/'
		]) {
			expect(asked.filter((address) => address.includes(part)).length).toBeGreaterThan(3);
		}
	});

	test.each(things)('$thing: everybody who may see it finds it', ({ word, seenBy }) => {
		const finders = persons.filter((person) => findable(person, word).length > 0);
		expect(finders).toEqual(persons.filter((person) => seenBy.includes(person)));
	});
});

describe('[F5] by search', () => {
	test.each(things.filter(isSearched))(
		'$thing: is found by those who may see it',
		({ word, seenBy }) => {
			const finders = persons.filter((person) => {
				const found = answers[person].get(`/api/v1/search?q=${word}`) ?? '';
				return found.includes('"items"') && (JSON.parse(found) as { items: [] }).items.length > 0;
			});
			expect(finders).toEqual(
				persons.filter((person) => person !== 'nobody' && seenBy.includes(person))
			);
		}
	);
});

describe('[F3] [F18] by socket', () => {
	test('a note’s text opens for those who may see the note', async () => {
		for (const { thing, documentName } of ids.notes) {
			for (const person of persons) {
				const isSeen = table[thing]?.seenBy.includes(person) === true;
				const url = `${app.wsOrigin}/collab/${documentName}?schema=1`;
				const status = await knock(url, { ...headersOf(person), origin: app.origin });
				const mayOpen = isSeen && person !== 'nobody';
				expect([thing, person, status === 101]).toEqual([thing, person, mayOpen]);
			}
		}
	});

	test('the notes of a session open for those who have accepted what the room agrees on', async () => {
		for (const person of persons) {
			const url = `${app.wsOrigin}/collab/live-session-${ids.sessions[0]}?schema=1`;
			const status = await knock(url, { ...headersOf(person), origin: app.origin });
			expect([person, status === 101]).toEqual([person, person === 'author']);
		}
	});

	test('what is told live is told to those who may see what it is about', async () => {
		const topics: [thing: Thing, topic: object][] = [
			...ids.threads.map(({ thing, id }) => [thing, { kind: 'thread', threadId: id }] as const),
			...ids.challenges.map(
				({ thing, id }) => [thing, { kind: 'challenge', challengeId: id }] as const
			),
			...ids.notes.map(
				({ thing, documentName }) => [thing, { kind: 'document', documentName }] as const
			),
			['purpose of the group', { kind: 'group', groupId: ids.group.id }]
		].map(([thing, topic]) => [thing as Thing, topic as object]);
		for (const person of persons.filter((each) => each !== 'nobody')) {
			const { socket, messages } = await openSocket(`${app.wsOrigin}/live`, {
				...headersOf(person),
				origin: app.origin
			});
			for (const [, topic] of topics) socket.send(JSON.stringify({ type: 'watch', topic }));
			while (messages.length < topics.length) await pause(10);
			const told = new Map(
				messages.map((each) => {
					const message = JSON.parse(String(each)) as LiveServerMessage & { topic: object };
					return [JSON.stringify(message.topic), message.type];
				})
			);
			socket.close();
			expect(
				topics.map(([thing, topic]) => [person, thing, told.get(JSON.stringify(topic))])
			).toEqual(
				topics.map(([thing]) => [
					person,
					thing,
					table[thing]?.seenBy.includes(person) === true ? 'watching' : 'not-found'
				])
			);
		}
	});
});

describe('[F6] by the list of whom one may name', () => {
	test('a guest is named only where the guest may read', async () => {
		for (const { thing, id } of ids.threads) {
			const address = `/api/v1/threads/${id}/mentionable?q=gu`;
			const names = answers.author.get(address) ?? '';
			const isSeen = table[thing]?.seenBy.includes('guest') === true;
			expect([thing, names.includes('A guest')]).toEqual([thing, isSeen]);
		}
	});

	test('people outside the group do not find its guest among the people', () => {
		const finders = persons.filter((person) =>
			(answers[person].get('/api/v1/people') ?? '').includes('A guest')
		);
		expect(finders).toEqual(persons.filter((person) => ofTheGroup.includes(person)));
	});
});

test('[F5] no mail shows a word to somebody who may not see it, and none shows lived experience', async () => {
	const addressees: Record<string, Person> = { 'guest@elsewhere.test': 'guest' };
	for (const [person, email] of Object.entries(emails)) addressees[email] = person as Person;
	const sent = await mails();
	expect(sent.length).toBeGreaterThan(0);
	for (const mail of sent) {
		const to = /^To: .*?<?([\w.]+@[\w.]+)>?\r?$/m.exec(mail)?.[1] ?? '';
		const person = addressees[to];
		for (const { thing, word, seenBy } of things) {
			const may = person !== undefined && seenBy.includes(person);
			if (!may || thing.startsWith('lived')) expect([to, mail.includes(word)]).toEqual([to, false]);
		}
	}
});

test('[F5] a copy to take away holds nothing that whoever asked for it may not see', async () => {
	for (const [person, body] of [
		['otherMaker', { kind: 'organisation', organisationId: '' }],
		['coordinator', { kind: 'alliance' }]
	] as const) {
		const call = caller(app, await app.token(emails[person] ?? ''));
		const me = await call<{ organisation: { id: string } }>('GET', '/me');
		const asked = 'organisationId' in body ? { ...body, organisationId: me.organisation.id } : body;
		const { id } = await call<Made>('POST', '/exports', asked);
		for (;;) {
			const { state } = await call<{ state: string }>('GET', `/exports/${id}`);
			expect(state).not.toBe('failed');
			if (state === 'ready') break;
			await pause(50);
		}
		const file = await fetch(`${app.origin}/api/v1/exports/${id}/file`, {
			headers: headersOf(person)
		});
		const files = unzipSync(new Uint8Array(await file.arrayBuffer()));
		const text = Object.values(files)
			.map((bytes) => Buffer.from(bytes).toString('utf8'))
			.join('\n');
		for (const { thing, word, seenBy } of things.filter((each) => !each.seenBy.includes(person))) {
			expect([person, thing, seenBy, text.includes(word)]).toEqual([person, thing, seenBy, false]);
		}
	}
});
