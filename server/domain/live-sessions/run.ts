// How a session runs: one state, and what each command makes of it. Pure, so that it can be replayed and held against
// thousands of mishaps; the shell around it stores each state before anybody sees it. Who may give which command is
// decided before (commands.ts, access). Moments and lengths are milliseconds.
import {
	minute,
	startClock,
	extendClock,
	pauseClock,
	resumeClock,
	elapsed,
	type Clock
} from '#shared/live-session/clock.ts';
import { moved, type ItemKind } from '#shared/live-session/agenda.ts';
import type { Boards } from './boards.ts';
import {
	closedNow,
	takeInRooms,
	withLatecomer,
	type Breakout,
	type BreakoutRefusal,
	type BreakoutStep
} from './breakout-run.ts';
import { inOrder, moveHand, withoutHand, type Hand } from './queue.ts';

export type Item = {
	id: string;
	kind: ItemKind;
	title: string;
	/** What is asked of people, in the facilitator's words. */
	prompt: string;
	/** Planned; what was added during the run counts in. */
	minutes: number;
	/** How long it has taken, in ms; of the item under way, until it was last left. */
	took: number;
	state: 'ahead' | 'now' | 'done';
};

export type Person = {
	id: string;
	/** A voice is somebody on the telephone or in the room without a screen, added by a facilitator. */
	kind: 'member' | 'guest' | 'voice';
	name: string;
	organisation: string | null;
	/** How often they have spoken, and for how long together. */
	turns: number;
	spokeFor: number;
};

export type Run = {
	startedAt: number | null;
	endedAt: number | null;
	/** How long people were told that it takes. */
	slot: number;
	items: readonly Item[];
	/** Of the item that is under way. */
	clock: Clock | null;
	/** Who leads now; one of the facilitators. */
	leadId: string;
	facilitatorIds: readonly string[];
	people: readonly Person[];
	hands: readonly Hand[];
	speaking: { personId: string; since: number } | null;
	/** How often everybody was brought to where the session is. */
	gatherings: number;
	/** Where cards lie. */
	boards: Boards;
	/** Every time that people went into rooms, the last one last. */
	breakouts: readonly Breakout[];
};

export type Step =
	| { type: 'join'; person: Omit<Person, 'turns' | 'spokeFor'> }
	| { type: 'start' }
	/** `from`: the item one was looking at, so that two who press at once take one step. */
	| { type: 'next'; from: string | null }
	| { type: 'go-to'; itemId: string }
	| { type: 'extend'; minutes: number }
	| { type: 'pause' }
	| { type: 'resume' }
	| { type: 'add-item'; item: Omit<Item, 'took' | 'state'> }
	| { type: 'change-item'; itemId: string; title: string; prompt: string; minutes: number }
	| { type: 'move-item'; itemId: string; by: number }
	| { type: 'remove-item'; itemId: string }
	| { type: 'take-over' }
	| { type: 'hand-over'; personId: string }
	| { type: 'gather' }
	| { type: 'raise-hand'; personId: string; isReply: boolean }
	| { type: 'lower-hand'; personId: string }
	| { type: 'move-hand'; personId: string; by: number }
	| { type: 'call'; personId: string }
	| { type: 'thank' }
	| { type: 'end' }
	| BreakoutStep;

/** Why nothing came of a command; each is said to whoever gave it. */
export type Refusal =
	/** The session has not begun, or is over. */
	| 'not-running'
	/** Somebody else did it a moment before. */
	| 'already-done'
	| 'no-such-item'
	| 'no-such-person'
	/** What is under way or done stays as it was. */
	| 'item-has-begun'
	| BreakoutRefusal;

export type Outcome = { run: Run } | { refused: Refusal };

export const newRun = (
	items: readonly Omit<Item, 'took' | 'state'>[],
	slot: number,
	leadId: string,
	facilitatorIds: readonly string[]
): Run => ({
	startedAt: null,
	endedAt: null,
	slot,
	items: items.map((item) => ({ ...item, took: 0, state: 'ahead' })),
	clock: null,
	leadId,
	facilitatorIds: [...new Set([leadId, ...facilitatorIds])],
	people: [],
	hands: [],
	speaking: null,
	gatherings: 0,
	boards: {},
	breakouts: []
});

export const currentItem = (run: Run): Item | undefined =>
	run.items.find(({ state }) => state === 'now');

/** The queue as it stands. */
export const queueOf = (run: Run) => inOrder(run.hands, run.people);

/**
 * What becomes of the run. The same run, step, person and moment always give the same.
 * @param by id of whoever gives the command
 */
export function take(run: Run, step: Step, by: string, now: number): Outcome {
	if (run.endedAt !== null) return { refused: 'not-running' };
	switch (step.type) {
		case 'join':
			return { run: joined(run, step.person, now) };
		case 'add-item':
			if (run.items.some(({ id }) => id === step.item.id)) return { refused: 'already-done' };
			return { run: { ...run, items: [...run.items, { ...step.item, took: 0, state: 'ahead' }] } };
		case 'change-item':
		case 'move-item':
		case 'remove-item':
			return onItem(run, step);
		case 'take-over':
			return handedTo(run, by);
		case 'hand-over':
			return handedTo(run, step.personId);
		case 'start':
			if (run.startedAt !== null) return { refused: 'already-done' };
			return { run: onwards({ ...run, startedAt: now }, now) };
		case 'end':
			return { run: { ...left(silent(run, now), now), endedAt: now, hands: [] } };
		default:
			return run.startedAt === null ? { refused: 'not-running' } : onTheWay(run, step, now);
	}
}

type BeforeOrAfter =
	| 'join'
	| 'add-item'
	| 'change-item'
	| 'move-item'
	| 'remove-item'
	| 'take-over'
	| 'hand-over'
	| 'start'
	| 'end';

/** What is done only while the session runs. */
function onTheWay(run: Run, step: Exclude<Step, { type: BeforeOrAfter }>, now: number): Outcome {
	switch (step.type) {
		case 'next':
			if (step.from !== (currentItem(run)?.id ?? null)) return { refused: 'already-done' };
			return { run: onwards(left(run, now), now) };
		case 'go-to':
			if (!run.items.some(({ id }) => id === step.itemId)) return { refused: 'no-such-item' };
			if (currentItem(run)?.id === step.itemId) return { refused: 'already-done' };
			return { run: entered(left(run, now), step.itemId, now) };
		case 'extend':
			return onClock(run, (clock) => extendClock(clock, step.minutes * minute, now));
		case 'pause':
			return onClock(run, (clock) => pauseClock(clock, now));
		case 'resume':
			return onClock(run, (clock) => resumeClock(clock, now));
		case 'gather':
			return { run: { ...run, gatherings: run.gatherings + 1 } };
		case 'thank':
			return run.speaking === null ? { refused: 'already-done' } : { run: silent(run, now) };
		case 'raise-hand':
		case 'lower-hand':
		case 'move-hand':
		case 'call':
			return onHand(run, step, now);
		default:
			return inRooms(run, step, now);
	}
}

function inRooms(run: Run, step: BreakoutStep, now: number): Outcome {
	if (step.type === 'put-in-room' && !run.people.some(({ id }) => id === step.personId)) {
		return { refused: 'no-such-person' };
	}
	const breakouts = takeInRooms(run.breakouts, step, now);
	return typeof breakouts === 'string' ? { refused: breakouts } : { run: { ...run, breakouts } };
}

/** Whoever comes back is the person they were. */
function joined(run: Run, person: Omit<Person, 'turns' | 'spokeFor'>, now: number): Run {
	const isKnown = run.people.some(({ id }) => id === person.id);
	return {
		...run,
		breakouts: run.facilitatorIds.includes(person.id)
			? run.breakouts
			: withLatecomer(run.breakouts, person.id, now),
		people: isKnown
			? run.people.map((each) => (each.id === person.id ? { ...each, ...person } : each))
			: [...run.people, { ...person, turns: 0, spokeFor: 0 }]
	};
}

function handedTo(run: Run, personId: string): Outcome {
	if (!run.facilitatorIds.includes(personId)) return { refused: 'no-such-person' };
	if (run.leadId === personId) return { refused: 'already-done' };
	return { run: { ...run, leadId: personId } };
}

/** The item under way is left: it is done, has taken what it took, and its rooms are closed. */
function left(before: Run, now: number): Run {
	const run = { ...before, breakouts: closedNow(before.breakouts, now) };
	const { clock } = run;
	if (clock === null) return run;
	return {
		...run,
		clock: null,
		items: run.items.map((item) =>
			item.state === 'now'
				? { ...item, state: 'done', took: item.took + elapsed(clock, now) }
				: item
		)
	};
}

/** Into the first item that is still ahead; when there is none, the session goes on without. */
function onwards(run: Run, now: number): Run {
	const next = run.items.find(({ state }) => state === 'ahead');
	return next === undefined ? run : entered(run, next.id, now);
}

const entered = (run: Run, itemId: string, now: number): Run => ({
	...run,
	clock: startClock((run.items.find(({ id }) => id === itemId)?.minutes ?? 0) * minute, now),
	items: run.items.map((item) => (item.id === itemId ? { ...item, state: 'now' } : item))
});

function onClock(run: Run, change: (clock: Clock) => Clock): Outcome {
	if (run.clock === null) return { refused: 'not-running' };
	const clock = change(run.clock);
	return {
		run: {
			...run,
			clock,
			items: run.items.map((item) =>
				item.state === 'now' ? { ...item, minutes: Math.round(clock.length / minute) } : item
			)
		}
	};
}

function onItem(
	run: Run,
	step: Extract<Step, { type: 'change-item' | 'move-item' | 'remove-item' }>
): Outcome {
	const ahead = run.items.filter(({ state }) => state === 'ahead');
	const begun = run.items.filter(({ state }) => state !== 'ahead');
	if (begun.some(({ id }) => id === step.itemId)) return { refused: 'item-has-begun' };
	const from = ahead.findIndex(({ id }) => id === step.itemId);
	if (from === -1) return { refused: 'no-such-item' };
	const { type, itemId } = step;
	if (type === 'remove-item')
		return { run: { ...run, items: run.items.filter(({ id }) => id !== itemId) } };
	if (type === 'move-item')
		return { run: { ...run, items: [...begun, ...moved(ahead, from, step.by)] } };
	const { title, prompt, minutes } = step;
	return {
		run: {
			...run,
			items: run.items.map((item) =>
				item.id === itemId ? { ...item, title, prompt, minutes } : item
			)
		}
	};
}

function onHand(
	run: Run,
	step: Extract<Step, { type: 'raise-hand' | 'lower-hand' | 'move-hand' | 'call' }>,
	now: number
): Outcome {
	const { people, hands } = run;
	const { personId } = step;
	if (!people.some(({ id }) => id === personId)) return { refused: 'no-such-person' };
	const isUp = hands.some((hand) => hand.personId === personId);
	switch (step.type) {
		case 'raise-hand': {
			const { isReply } = step;
			if (run.speaking?.personId === personId) return { refused: 'already-done' };
			return {
				run: {
					...run,
					hands: isUp
						? hands.map((hand) => (hand.personId === personId ? { ...hand, isReply } : hand))
						: [...hands, { personId, at: now, isReply, place: null }]
				}
			};
		}
		case 'lower-hand':
			if (!isUp) return { refused: 'already-done' };
			return { run: { ...run, hands: withoutHand(hands, people, personId) } };
		case 'move-hand':
			if (!isUp) return { refused: 'already-done' };
			return { run: { ...run, hands: moveHand(hands, people, personId, step.by) } };
		case 'call': {
			if (run.speaking?.personId === personId) return { refused: 'already-done' };
			const quiet = silent(run, now);
			return {
				run: {
					...quiet,
					hands: withoutHand(hands, people, personId),
					speaking: { personId, since: now },
					people: quiet.people.map((person) =>
						person.id === personId ? { ...person, turns: person.turns + 1 } : person
					)
				}
			};
		}
	}
}

/** Whoever spoke has spoken. */
function silent(run: Run, now: number): Run {
	const { speaking } = run;
	if (speaking === null) return run;
	return {
		...run,
		speaking: null,
		people: run.people.map((person) =>
			person.id === speaking.personId
				? { ...person, spokeFor: person.spokeFor + Math.max(0, now - speaking.since) }
				: person
		)
	};
}
