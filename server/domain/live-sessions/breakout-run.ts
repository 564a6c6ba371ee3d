// Breakout rooms, as part of what runs: who is in which, until when, who asks for a facilitator. Rooms are open until
// their moment and closed from it on; nothing has to happen for that, so nothing can be missed while a server is down.
// Pure. Moments are milliseconds.
import { openBreakout, roomOfPerson } from '#shared/live-session/breakouts.ts';

export type BreakoutRoom = {
	id: string;
	title: string;
	personIds: readonly string[];
	/** Since when somebody of the room has asked for a facilitator. */
	calledAt: number | null;
};

/** One time that everybody went into rooms. */
export type Breakout = {
	id: string;
	/** The item in which they were opened; null: between items. */
	itemId: string | null;
	/** What the rooms are asked. */
	task: string;
	openedAt: number;
	closesAt: number;
	/** People choose their room, and may change it. */
	mayChoose: boolean;
	rooms: readonly BreakoutRoom[];
};

export type BreakoutStep =
	| { type: 'open-rooms'; breakout: Omit<Breakout, 'openedAt'> }
	/** By the person themself when `isOwn`: then only where rooms are chosen, or while they are in none. */
	| { type: 'put-in-room'; personId: string; roomId: string; isOwn: boolean }
	| { type: 'call-facilitator'; personId: string; isNeeded: boolean }
	| { type: 'answer-call'; roomId: string }
	| { type: 'move-closing'; by: number }
	/** The rooms close so many milliseconds from now, or when they would, whichever is sooner. */
	| { type: 'close-rooms'; in: number };

export type BreakoutRefusal = 'rooms-are-open' | 'no-rooms-open' | 'no-such-room' | 'room-is-given';

/** What becomes of the rooms. */
export function takeInRooms(
	breakouts: readonly Breakout[],
	step: BreakoutStep,
	now: number
): readonly Breakout[] | BreakoutRefusal {
	const open = openBreakout(breakouts, now);
	if (step.type === 'open-rooms') {
		if (open !== undefined) return 'rooms-are-open';
		return [...breakouts, { ...step.breakout, openedAt: now }];
	}
	if (open === undefined) return 'no-rooms-open';
	const changed = changedBy(open, step, now);
	if (typeof changed === 'string') return changed;
	return breakouts.map((each) => (each.id === open.id ? changed : each));
}

function changedBy(
	open: Breakout,
	step: Exclude<BreakoutStep, { type: 'open-rooms' }>,
	now: number
): Breakout | BreakoutRefusal {
	switch (step.type) {
		case 'put-in-room': {
			const { personId, roomId, isOwn } = step;
			if (!open.rooms.some(({ id }) => id === roomId)) return 'no-such-room';
			const isGiven = !open.mayChoose && roomOfPerson(open, personId) !== undefined;
			return isOwn && isGiven ? 'room-is-given' : inRoom(open, personId, roomId);
		}
		case 'call-facilitator': {
			const room = roomOfPerson(open, step.personId);
			if (room === undefined) return 'no-such-room';
			return withCall(open, room.id, step.isNeeded ? (room.calledAt ?? now) : null);
		}
		case 'answer-call':
			if (!open.rooms.some(({ id }) => id === step.roomId)) return 'no-such-room';
			return withCall(open, step.roomId, null);
		case 'move-closing':
			return { ...open, closesAt: Math.max(now, open.closesAt + step.by) };
		case 'close-rooms':
			return { ...open, closesAt: Math.min(open.closesAt, now + step.in) };
	}
}

const withCall = (breakout: Breakout, roomId: string, calledAt: number | null): Breakout => ({
	...breakout,
	rooms: breakout.rooms.map((room) => (room.id === roomId ? { ...room, calledAt } : room))
});

const inRoom = (breakout: Breakout, personId: string, roomId: string): Breakout => ({
	...breakout,
	rooms: breakout.rooms.map((room) => {
		const others = room.personIds.filter((id) => id !== personId);
		return { ...room, personIds: room.id === roomId ? [...others, personId] : others };
	})
});

/** Whoever comes while rooms are open goes where there are fewest, unless they may choose or have a room. */
export function withLatecomer(
	breakouts: readonly Breakout[],
	personId: string,
	now: number
): readonly Breakout[] {
	const open = openBreakout(breakouts, now);
	if (open === undefined || open.mayChoose || roomOfPerson(open, personId) !== undefined) {
		return breakouts;
	}
	const [emptiest] = open.rooms.toSorted(
		(one, other) => one.personIds.length - other.personIds.length
	);
	if (emptiest === undefined) return breakouts;
	return breakouts.map((each) =>
		each.id === open.id ? inRoom(open, personId, emptiest.id) : each
	);
}

/** Everybody back, at once. */
export const closedNow = (breakouts: readonly Breakout[], now: number): readonly Breakout[] =>
	breakouts.map((each) => (each.closesAt > now ? { ...each, closesAt: now } : each));
