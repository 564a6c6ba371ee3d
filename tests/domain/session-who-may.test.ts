// Every command of a session by everybody who could give it. The table is closed: a command without a row does not
// compile.
import { randomUUID } from 'node:crypto';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DomainError } from '#server/kernel/errors.ts';
import type { Caller } from '#server/kernel/actor.ts';
import {
	planSessionSchema,
	sessionCommandSchema,
	type SessionCommand
} from '#shared/live-session-input.ts';
import { openAlliance, type Alliance } from '../support/alliance.ts';
import { openSqlite } from '../support/dialects.ts';

/** Whom a command is for, and one that is well-formed: that nothing may come of it then is no matter here. */
const table: { [Type in SessionCommand['type']]: ['lead' | 'facilitators' | 'room', object] } = {
	start: ['lead', {}],
	next: ['lead', {}],
	'go-to': ['lead', { itemId: 'item' }],
	extend: ['lead', {}],
	pause: ['lead', {}],
	resume: ['lead', {}],
	gather: ['lead', {}],
	'hand-over': ['lead', { personId: 'somebody' }],
	end: ['lead', {}],
	'take-over': ['facilitators', {}],
	'add-item': ['facilitators', { item: { kind: 'input', title: 'More', minutes: 5 } }],
	'change-item': ['facilitators', { itemId: 'item', title: 'Other', minutes: 5 }],
	'move-item': ['facilitators', { itemId: 'item', by: 1 }],
	'remove-item': ['facilitators', { itemId: 'item' }],
	'raise-hand': ['room', {}],
	'lower-hand': ['room', {}],
	'move-hand': ['facilitators', { personId: 'somebody', by: 1 }],
	call: ['facilitators', { personId: 'somebody' }],
	thank: ['facilitators', {}],
	'add-voice': ['facilitators', { name: 'Aunt Bee' }],
	'add-card': ['room', { cardId: randomUUID(), itemId: 'parking', words: 'A word' }],
	'withdraw-card': ['room', { cardId: randomUUID() }],
	'show-cards': ['facilitators', { itemId: 'parking' }],
	'group-cards': [
		'facilitators',
		{ itemId: 'parking', groupId: randomUUID(), title: 'Group', cardIds: [] }
	],
	'ungroup-card': ['facilitators', { itemId: 'parking', cardId: randomUUID() }],
	'open-dots': ['facilitators', { itemId: 'parking', each: 3 }],
	'place-dots': ['room', { itemId: 'parking', cardIds: [] }],
	'close-dots': ['facilitators', { itemId: 'parking' }],
	'open-poll': [
		'facilitators',
		{ pollId: randomUUID(), kind: 'single', question: 'Shall we?', options: ['Yes', 'No'] }
	],
	'cast-vote': ['room', { choice: 1 }],
	'close-poll': ['facilitators', {}],
	'show-poll': ['facilitators', { pollId: randomUUID(), isShown: true }],
	'open-rooms': ['facilitators', { rooms: ['North'], minutes: 5 }],
	'choose-room': ['room', { roomId: 'room' }],
	'put-in-room': ['facilitators', { personId: 'somebody', roomId: 'room' }],
	'call-facilitator': ['room', {}],
	'answer-call': ['facilitators', { roomId: 'room' }],
	'extend-rooms': ['facilitators', {}],
	'close-rooms': ['facilitators', {}]
};

const may = {
	lead: ['lead'],
	facilitators: ['lead', 'facilitator'],
	room: ['lead', 'facilitator', 'comer', 'guest']
} as const;

type Who =
	| 'stranger'
	| 'guestElsewhere'
	| 'early'
	| 'guestEarly'
	| 'guest'
	| 'comer'
	| 'facilitator'
	| 'lead';

describe('who may', () => {
	let alliance: Alliance;
	let elsewhere: Caller;

	beforeAll(async () => {
		alliance = await openAlliance(openSqlite);
		const other = await plan();
		elsewhere = await guestOf(other);
		await alliance.house.liveSessions.enter(elsewhere, other);
	});
	afterAll(() => alliance.database.close());

	async function plan(): Promise<string> {
		const { house, member } = alliance;
		const { id } = await house.liveSessions.plan(
			member('facilitator'),
			v.parse(planSessionSchema, {
				title: 'What changes when data is shared',
				facilitatorIds: [member('coordinator').memberId],
				inviteeIds: [member('leeds').memberId, member('hackney').memberId]
			})
		);
		return id;
	}

	async function guestOf(sessionId: string): Promise<Caller> {
		const { house, member } = alliance;
		const { link } = await house.sessionGuests.invite(member('facilitator'), sessionId, {
			name: 'Bernice',
			organisation: null,
			email: null,
			endsAt: '2099-12-31T12:00:00.000Z'
		});
		const guest = await house.sessionGuests.authenticate(link.split('/').at(-1) ?? '');
		if (guest === null) throw new Error('the link opens nothing');
		return guest;
	}

	test.each(Object.entries(table))('%s', async (type, [allowed, more]) => {
		const { house, member } = alliance;
		const id = await plan();
		// Those who may not come first: what comes of the command is nobody's matter here.
		const actors: Record<Who, Caller> = {
			stranger: member('supporter'),
			guestElsewhere: elsewhere,
			early: member('hackney'),
			guestEarly: await guestOf(id),
			guest: await guestOf(id),
			comer: member('leeds'),
			facilitator: member('coordinator'),
			lead: member('facilitator')
		};
		for (const who of ['guest', 'comer', 'facilitator'] as const)
			await house.liveSessions.enter(actors[who], id);
		for (const [who, actor] of Object.entries(actors)) {
			const command = v.parse(sessionCommandSchema, { type, ...more, id: randomUUID() });
			const code = await house.liveSessions.command(actor, id, command).then(
				() => null,
				(error: unknown) => (error instanceof DomainError ? error.code : String(error))
			);
			if ((may[allowed] as readonly string[]).includes(who)) {
				expect([null, 'conflict', 'not-found', 'invalid'], who).toContain(code);
			} else {
				const isStranger = who === 'stranger' || who === 'guestElsewhere';
				expect(code, who).toBe(isStranger ? 'not-found' : 'not-allowed');
			}
		}
	});
});
