// Seeded fuzz: people in one session give commands over bad lines while questions and answers get lost, are sent again,
// overtake one another, screens drop off and come back, and the process dies. At the end all screens of an audience are
// equal and show what the server would answer, and whatever was done was done once. A seed that ever failed is kept in
// regressions/live-session-seeds.json and runs first.
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { createLog } from '#server/kernel/log.ts';
import { createLive, type LiveListener } from '#server/domain/live/live.ts';
import { planSessionSchema, sessionCommandSchema } from '#shared/live-session-input.ts';
import type { LiveSession } from '#shared/live-session-output.ts';
import type { LiveServerMessage } from '#shared/live-protocol.ts';
import {
	newScreen,
	withAnswer,
	withTold,
	type Screen as Shown
} from '../../src/lib/live-session/screen.ts';
import { openAlliance } from '../support/alliance.ts';
import { openSqlite } from '../support/dialects.ts';
import { wireDomains } from '../support/domain.ts';
import { manualTimers } from '../support/manual-timers.ts';
import { isSingleRun, randomFrom, seedsFor } from './seeds.ts';

const stepsPerRun = 150;
const total = { commands: 0, refused: 0, lostQuestions: 0, lostAnswers: 0, drops: 0, crashes: 0 };

type Screen = {
	who: string;
	shown: Shown;
	/** What is on its way to it. */
	inbox: LiveServerMessage[];
	line: LiveListener | null;
	/** Commands without an answer. */
	pending: { id: string; type: string; [field: string]: unknown }[];
};

async function run(seed: number): Promise<void> {
	const random = randomFrom(seed);
	const alliance = await openAlliance(openSqlite);
	const { store } = alliance.database;
	const timers = manualTimers();
	const actor = alliance.member;

	const serve = () => {
		const house = wireDomains(store, timers.clock);
		const nobody = () => Promise.resolve(null);
		const no = () => Promise.resolve(false);
		const live = createLive({
			events: house.events,
			log: createLog('silent'),
			changed: () => () => undefined,
			threadAudience: nobody,
			mayReadDocument: no,
			maySeeRound: no,
			whoSeesGroup: nobody,
			whoSeesChallenge: nobody,
			whoSeesSession: house.liveSessions.whoSees,
			screensOfSession: house.liveSessions.screens,
			timers,
			reports: () => Promise.resolve([])
		});
		return { sessions: house.liveSessions, live };
	};
	let server = serve();

	const names = ['facilitator', 'leeds', 'hackney', 'supporter'];
	const { id: sessionId } = await server.sessions.plan(
		actor('facilitator'),
		v.parse(planSessionSchema, {
			title: 'What changes when data is shared',
			facilitatorIds: [actor('leeds').memberId],
			inviteeIds: names.map((name) => actor(name).memberId)
		})
	);
	const screens: Screen[] = [];
	for (const who of names) {
		const known = await server.sessions.enter(actor(who), sessionId);
		screens.push({ who, shown: newScreen(known), inbox: [], line: null, pending: [] });
	}

	async function connect(screen: Screen): Promise<void> {
		screen.line = server.live.join(actor(screen.who), (text) =>
			screen.inbox.push(JSON.parse(text) as LiveServerMessage)
		);
		await screen.line.receive({ type: 'watch', topic: { kind: 'live-session', sessionId } });
	}
	function drop(screen: Screen): void {
		screen.line?.left();
		screen.line = null;
		screen.inbox = [];
	}
	/** The line brings the oldest of what is on its way. */
	function hear(screen: Screen): void {
		const message = screen.inbox.shift();
		if (message?.type === 'live-session') screen.shown = withTold(screen.shown, message);
	}

	/** What was added under a name that nothing else has: how it ended. */
	const added = new Map<string, 'done' | 'refused'>();
	async function send(screen: Screen, command: Screen['pending'][number]): Promise<void> {
		if (random(100) < 20) return void total.lostQuestions++;
		const name = typeof command['name'] === 'string' ? command['name'] : '';
		let answer: LiveSession | null = null;
		try {
			answer = await server.sessions.command(
				actor(screen.who),
				sessionId,
				v.parse(sessionCommandSchema, command)
			);
			if (name !== '') added.set(name, 'done');
		} catch (error) {
			if (!(error instanceof Error) || error.name !== 'DomainError') throw error;
			total.refused++;
			if (name !== '') added.set(name, 'refused');
		}
		if (random(100) < 20) return void total.lostAnswers++;
		screen.pending = screen.pending.filter((each) => each !== command);
		if (answer !== null) screen.shown = withAnswer(screen.shown, answer);
	}

	const someone = (): string => {
		const people = screens[random(screens.length)]?.shown.session.room?.people ?? [];
		return people[random(Math.max(1, people.length))]?.id ?? '';
	};
	const someRoom = ({ room }: LiveSession): string => {
		const rooms = room?.rooms.breakouts.at(-1)?.rooms ?? [];
		return rooms[random(Math.max(1, rooms.length))]?.id ?? 'none';
	};
	let voices = 0;
	const commands: ((screen: Screen) => { type: string; [field: string]: unknown })[] = [
		() => ({ type: 'start' }),
		({ shown: { session: known } }) => ({ type: 'next', from: known.room?.course.itemId ?? null }),
		({ shown: { session: known } }) => ({
			type: 'go-to',
			itemId: known.agenda[random(known.agenda.length)]?.id ?? 'none'
		}),
		() => ({ type: 'extend', minutes: random(9) - 3 }),
		() => ({ type: 'pause' }),
		() => ({ type: 'resume' }),
		() => ({ type: 'gather' }),
		() => ({ type: 'take-over' }),
		() => ({ type: 'raise-hand', isReply: random(3) === 0 }),
		() => ({ type: 'raise-hand' }),
		() => ({ type: 'lower-hand' }),
		() => ({ type: 'raise-hand', personId: someone() }),
		() => ({ type: 'move-hand', personId: someone(), by: random(5) - 2 }),
		() => ({ type: 'call', personId: someone() }),
		() => ({ type: 'thank' }),
		() => ({
			type: 'open-rooms',
			rooms: ['North', 'South'],
			minutes: 1 + random(3),
			way: 'choice'
		}),
		() => ({ type: 'open-rooms', rooms: ['East', 'West'], minutes: 1 }),
		({ shown: { session: known } }) => ({ type: 'choose-room', roomId: someRoom(known) }),
		({ shown: { session: known } }) => ({
			type: 'put-in-room',
			personId: someone(),
			roomId: someRoom(known)
		}),
		() => ({ type: 'call-facilitator', isNeeded: random(3) > 0 }),
		() => ({ type: 'close-rooms', seconds: random(60) }),
		() => ({ type: 'add-voice', name: `Voice ${(voices += 1)}` }),
		({ shown: { session: known } }) => ({
			type: 'move-item',
			itemId: known.agenda[random(known.agenda.length)]?.id ?? 'none',
			by: random(5) - 2
		})
	];
	const pick = <T>(things: readonly T[]): T => things[random(things.length)] as T;

	for (let step = 0; step < stepsPerRun; step += 1) {
		const screen = pick(screens);
		const dice = random(100);
		if (dice < 35) {
			total.commands++;
			const command = { ...pick(commands)(screen), id: uuidFrom(random) };
			screen.pending.push(command);
			await send(screen, command);
		} else if (dice < 55 && screen.pending.length > 0) {
			await send(screen, pick(screen.pending));
		} else if (dice < 75) {
			hear(screen);
		} else if (dice < 85) {
			if (screen.line === null) await connect(screen);
			else if (random(3) === 0) {
				total.drops++;
				drop(screen);
			}
		} else if (dice < 98) {
			await timers.advance(random(400));
		} else {
			total.crashes++;
			for (const each of screens) drop(each);
			server.live.close();
			server = serve();
		}
	}

	for (const screen of screens) {
		while (screen.pending.length > 0) await send(screen, pick(screen.pending));
		if (screen.line === null) await connect(screen);
	}
	await timers.advance(5_000);
	for (const screen of screens) while (screen.inbox.length > 0) hear(screen);

	for (const { who, shown } of screens) {
		const answer = await server.sessions.byId(actor(who), sessionId);
		const of = ({ state, leadId, agenda, room }: LiveSession) => ({ state, leadId, agenda, room });
		expect(of(shown.session), `${who}, seed ${seed}`).toEqual(of(answer));
	}
	const people = screens[0]?.shown.session.room?.people.map(({ name }) => name) ?? [];
	for (const [name, ending] of added) {
		expect(
			people.filter((each) => each === name),
			`${name}, seed ${seed}`
		).toHaveLength(ending === 'done' ? 1 : 0);
	}
	server.live.close();
	await alliance.database.close();
}

/** A UUID of the seed's own, so that a run is the same each time. */
const uuidFrom = (random: (below: number) => number): string =>
	'00000000-0000-4000-8000-000000000000'.replace(/0/g, () => random(16).toString(16));

describe('people in one session, over bad lines', () => {
	test.each(seedsFor('live-session-seeds.json', 12))('seed %i', run);

	test('the fuzz has done something of everything', () => {
		if (isSingleRun) return;
		for (const [what, times] of Object.entries(total)) expect(times, what).toBeGreaterThan(0);
	});
});
