// The live socket over a real connection: who is told of what, and what is not for their ears.
import { once } from 'node:events';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import * as v from 'valibot';
import { closeCode } from '#shared/collab-protocol.ts';
import { planSessionSchema } from '#shared/live-session-input.ts';
import type { LiveServerMessage } from '#shared/live-protocol.ts';
import { updateMessage } from '#server/domain/collaboration/protocol.ts';
import type { Member } from '#server/kernel/actor.ts';
import { openSocket, type BareSocket, type Credentials } from '../support/socket-client.ts';
import { openWorkspace, type Workspace } from '../support/workspace.ts';

let workspace: Workspace;
let leeds: string;
let lead: Credentials;

const signedIn = async (email: string): Promise<Credentials & { member: Member }> => {
	const { member, cookie } = await workspace.signIn(email);
	return { member, cookie, origin: workspace.origin };
};

beforeAll(async () => {
	workspace = await openWorkspace();
	leeds = await workspace.draft('Leeds');
	lead = await signedIn('leeds.lead@demo.test');
});
afterAll(() => workspace.close());

const collabUrl = (): string => `${workspace.wsOrigin}/collab/${leeds}?schema=1`;

const typed = (text: string): Uint8Array => {
	const doc = new Y.Doc();
	doc.getText('scratch').insert(0, text);
	return Y.encodeStateAsUpdate(doc);
};

describe('the live socket', () => {
	type LiveSocket = {
		watch(topic: object): Promise<LiveServerMessage>;
		next(): Promise<LiveServerMessage>;
		bare: BareSocket;
	};

	async function openLive(credentials: Credentials): Promise<LiveSocket> {
		const bare = await openSocket(`${workspace.wsOrigin}/live`, credentials);
		let read = 0;
		async function next(): Promise<LiveServerMessage> {
			while (bare.messages.length <= read) await once(bare.socket, 'message');
			return JSON.parse(String(bare.messages[read++])) as LiveServerMessage;
		}
		return {
			bare,
			next,
			watch(topic) {
				bare.socket.send(JSON.stringify({ type: 'watch', topic }));
				return next();
			}
		};
	}

	test('[F5] tells of a section that moves on to those who follow the report, and to nobody else', async () => {
		const { app } = workspace;
		const drafter = await signedIn('leeds.drafter@demo.test');
		const [round] = await app.rounds.list(drafter.member);
		const reports = await app.reports.listForRound(drafter.member, round?.id ?? '');
		const reportId = reports.find(({ documentName }) => documentName === leeds)?.id ?? '';
		const topic = { kind: 'report', reportId };
		const colleague = await openLive(drafter);
		const coordinator = await openLive(await signedIn('coordinator@demo.test'));
		const outsider = await openLive(await signedIn('hackney.lead@demo.test'));
		expect(await outsider.watch(topic)).toEqual({ type: 'not-found', topic });
		for (const live of [colleague, coordinator]) {
			expect(await live.watch(topic)).toEqual({ type: 'watching', topic });
		}
		await app.sections.change(drafter.member, reportId, 'commitment-3', {
			state: 'ready-for-review'
		});
		for (const live of [colleague, coordinator]) {
			expect(await live.next()).toEqual({ type: 'report-changed', reportId });
		}
		const other = { kind: 'commitment', number: 4 };
		expect(await outsider.watch(other)).toEqual({ type: 'watching', topic: other });
		for (const { bare } of [colleague, coordinator, outsider]) bare.socket.close();
	});

	test('tells of a co-written text that changes, not more than four times a second', async () => {
		const person = await signedIn('leeds.lead@demo.test');
		const live = await openLive(person);
		const topic = { kind: 'document', documentName: leeds };
		expect(await live.watch(topic)).toEqual({ type: 'watching', topic });
		const writer = await openSocket(collabUrl(), person);
		const since = Date.now();
		for (let count = 0; count < 10; count++) {
			writer.socket.send(updateMessage(typed(`edit ${count}`)));
			await once(writer.socket, 'message');
		}
		expect(await live.next()).toEqual({ type: 'document-changed', documentName: leeds });
		await live.next();
		const intervals = Math.ceil((Date.now() - since) / 250);
		expect(live.bare.messages.length - 1).toBeLessThanOrEqual(intervals + 1);
		writer.socket.close();
		live.bare.socket.close();
	});

	test('[F3] tells those in a group of it; who is taken out is told nothing more, at once', async () => {
		const { app } = workspace;
		const slug = 'experience-in-the-room';
		const runner = await signedIn('facilitator@demo.test');
		const supporter = await signedIn('supporter@demo.test');
		const { id: groupId } = await app.groups.bySlug(runner.member, slug);
		const topic = { kind: 'group', groupId };
		const inIt = await openLive(supporter);
		const outsider = await openLive(await signedIn('hackney.lead@demo.test'));
		expect(await outsider.watch(topic)).toEqual({ type: 'not-found', topic });
		expect(await inIt.watch(topic)).toEqual({ type: 'watching', topic });
		await app.groups.change(runner.member, slug, { called: 'Ring' });
		expect(await inIt.next()).toEqual({ type: 'group-changed', groupId });
		const removedAt = Date.now();
		await app.groups.remove(runner.member, slug, supporter.member.memberId, {
			reason: 'Asked to leave.'
		});
		let told = await inIt.next();
		// That the group has changed may be on its way already.
		if (told.type === 'group-changed') told = await inIt.next();
		expect(told).toEqual({ type: 'not-found', topic });
		expect(Date.now() - removedAt).toBeLessThan(1000);
		for (const { bare } of [inIt, outsider]) bare.socket.close();
	});

	test('[F3] tells what runs in a session to who is in the room, and to nobody at its door', async () => {
		const { liveSessions } = workspace.app;
		const lead = await signedIn('facilitator@demo.test');
		const invited = await signedIn('leeds.drafter@demo.test');
		const { id } = await liveSessions.plan(
			lead.member,
			v.parse(planSessionSchema, { title: 'Data', inviteeIds: [invited.member.memberId] })
		);
		const topic = { kind: 'live-session', sessionId: id };
		const command = (type: 'start' | 'pause' | 'resume') =>
			liveSessions.command(lead.member, id, { id: undefined, type });
		const open = async (who: Credentials) => {
			const live = await openLive(who);
			const answer = await live.watch(topic);
			const of = async (holds: (message: LiveServerMessage) => boolean) => {
				for (;;) {
					const message = await live.next();
					if (holds(message)) return message;
				}
			};
			return { live, answer, of };
		};
		const outsider = await open(await signedIn('hackney.lead@demo.test'));
		expect(outsider.answer).toEqual({ type: 'not-found', topic });
		const desk = await open(lead);
		const phone = await open(invited);
		const clockOf = (message: LiveServerMessage) =>
			message.type === 'live-session' ? message.parts.course?.clock : undefined;
		expect(await desk.of((message) => 'parts' in message)).toMatchObject({
			here: [lead.member.memberId],
			parts: { queue: { shared: [] }, course: { clock: null } }
		});

		await command('start');
		await desk.of((message) => clockOf(message) != null);
		expect(await phone.of(({ type }) => type !== 'watching')).toEqual({
			type: 'live-session-changed',
			sessionId: id
		});

		await liveSessions.enter(invited.member, id);
		const all = await phone.of(({ type }) => type === 'live-session');
		expect(all).toMatchObject({
			parts: { queue: { shared: null }, outline: { state: 'running' } }
		});
		await desk.of(
			(message) => 'here' in message && message.here?.includes(invited.member.memberId) === true
		);
		await command('pause');
		const paused = await phone.of((message) => clockOf(message)?.pausedAt != null);
		// Only what has changed.
		expect(Object.keys('parts' in paused ? paused.parts : {})).toEqual(['course']);
		const back = await open(invited);
		const everything = await back.of(({ type }) => type === 'live-session');
		expect(everything).toMatchObject({
			parts: { outline: {}, people: [{}, {}], queue: {}, course: { clock: {} } }
		});
		for (const { live } of [outsider, desk, phone, back]) live.bare.socket.close();
	});

	test('closes the screens of who is not invited any more, and tells them nothing after it', async () => {
		const { liveSessions, sessionPlanning } = workspace.app;
		const lead = await signedIn('facilitator@demo.test');
		const invited = await signedIn('leeds.drafter@demo.test');
		const { id } = await liveSessions.plan(
			lead.member,
			v.parse(planSessionSchema, { title: 'Data', inviteeIds: [invited.member.memberId] })
		);
		await liveSessions.enter(invited.member, id);
		const topic = { kind: 'live-session', sessionId: id };
		const phone = await openLive(invited);
		expect(await phone.watch(topic)).toMatchObject({ type: 'watching' });
		expect(await phone.next()).toMatchObject({ type: 'live-session' });
		await sessionPlanning.change(lead.member, id, { uninvite: [invited.member.memberId] });
		let last = await phone.next();
		while (last.type === 'live-session') last = await phone.next();
		expect(last).toEqual({ type: 'not-found', topic });
		await liveSessions.command(lead.member, id, { id: undefined, type: 'start' });
		expect(await phone.watch(topic)).toEqual({ type: 'not-found', topic });
		phone.bare.socket.close();
	});

	test('says nothing of what one may not see', async () => {
		const outsider = await openLive(await signedIn('supporter@demo.test'));
		for (const topic of [
			{ kind: 'document', documentName: leeds },
			{ kind: 'document', documentName: 'nowhere' },
			{ kind: 'thread', threadId: 'nowhere' }
		]) {
			expect(await outsider.watch(topic)).toEqual({ type: 'not-found', topic });
		}
		outsider.bare.socket.close();
	});

	test('tells of a new post in a thread and of its commitment, to those who may see it', async () => {
		const person = await signedIn('leeds.lead@demo.test');
		const other = await signedIn('hackney.drafter@demo.test');
		const { id } = await workspace.app.discussions.startThread(person.member, {
			place: { kind: 'commitment', number: 3 },
			title: 'Who has worked with faith groups?',
			body: 'We would like to hear how it went.',
			audience: 'pledge-makers'
		});
		const inThread = await openLive(other);
		const inCommitment = await openLive(other);
		const supporter = await openLive(await signedIn('supporter@demo.test'));
		await inThread.watch({ kind: 'thread', threadId: id });
		await inCommitment.watch({ kind: 'commitment', number: 3 });
		await supporter.watch({ kind: 'commitment', number: 3 });
		await workspace.app.discussions.post(person.member, id, { body: 'We have, twice.' });
		expect(await inThread.next()).toMatchObject({
			type: 'post-changed',
			threadId: id,
			number: 2,
			change: 'added'
		});
		expect(await inCommitment.next()).toMatchObject({ type: 'thread-changed', commitment: 3 });
		await supporter.watch({ kind: 'commitment', number: 4 });
		expect(supporter.bare.messages.map(String).join()).not.toContain('changed');
		for (const { bare } of [inThread, inCommitment, supporter]) bare.socket.close();
	});

	test('[F5] tells who watches a round, every two seconds at most, of the reports they may follow and of no others', async () => {
		const coordinator = await signedIn('coordinator@demo.test');
		const author = await signedIn('leeds.lead@demo.test');
		const rounds = await workspace.app.rounds.list(coordinator.member);
		const roundId = rounds.find(({ state }) => state === 'open')?.id ?? '';
		const topic = { kind: 'round', roundId };
		const everything = await openLive(coordinator);
		const own = await openLive(author);
		const others = await openLive(await signedIn('hackney.drafter@demo.test'));
		for (const live of [everything, own, others]) {
			expect(await live.watch(topic)).toEqual({ type: 'watching', topic });
		}
		expect(await others.watch({ kind: 'round', roundId: 'nothing' })).toMatchObject({
			type: 'not-found'
		});

		const writer = await openSocket(collabUrl(), author);
		const since = Date.now();
		for (let count = 0; count < 10; count++) {
			writer.socket.send(updateMessage(typed(`on the board ${count}`)));
			await once(writer.socket, 'message');
		}
		const told = { type: 'round-changed', roundId };
		expect(await everything.next()).toEqual(told);
		expect(await own.next()).toEqual(told);
		const intervals = Math.ceil((Date.now() - since) / 2_000);
		expect(everything.bare.messages.length - 1).toBeLessThanOrEqual(intervals);

		await workspace.app.rounds.moveDates(coordinator.member, roundId, {
			reviewEndsOn: rounds[0]?.signOffDueOn ?? '',
			reason: 'A day more to read.'
		});
		// What concerns everybody is the first they hear of: nothing was said of the other organisation's text.
		expect(await others.next()).toEqual(told);
		expect(others.bare.messages).toHaveLength(3);
		writer.socket.close();
		for (const { bare } of [everything, own, others]) bare.socket.close();
	});

	test.each([
		['noise', 'not json'],
		['an unknown message', '{"type":"shout"}'],
		['an unknown topic', '{"type":"watch","topic":{"kind":"everything"}}'],
		['a number out of range', '{"type":"watch","topic":{"kind":"commitment","number":8}}']
	])('%s closes that connection with 4400', async (_, message) => {
		const live = await openLive(lead);
		live.bare.socket.send(message);
		expect(await live.bare.closed).toBe(closeCode.notTheProtocol);
	});

	test('a flood of questions is closed with 4429, a long message with 1009', async () => {
		const flood = await openLive(lead);
		const question = JSON.stringify({ type: 'watch', topic: { kind: 'commitment', number: 1 } });
		for (let count = 0; count < 1_000; count++) flood.bare.socket.send(question);
		expect(await flood.bare.closed).toBe(closeCode.tooFast);
		const long = await openLive(lead);
		long.bare.socket.send('x'.repeat(100_000));
		expect(await long.bare.closed).toBe(closeCode.frameTooBig);
	});
});
