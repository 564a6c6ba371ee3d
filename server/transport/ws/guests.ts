// Every open socket with the person it was opened for. When somebody's rights may have changed, or their login has
// ended, the sockets concerned are asked again at once, and read nothing until the answer is there (F3).
import type { WebSocket } from 'ws';
import { closeCode } from '#shared/collab-protocol.ts';
import { personIdOf, type Caller } from '#server/kernel/actor.ts';
import { concerns, type Events } from '#server/kernel/events.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Line } from './line.ts';

export type Guest = {
	caller: Caller;
	readonly ws: WebSocket;
	readonly line: Line;
	/** Set on a collaboration socket. */
	readonly documentName?: string;
	/** With the caller as of now: whether the socket may stay as it is. */
	stillWelcome(caller: Caller): Promise<boolean>;
};

export type GuestsDeps = {
	events: Events;
	log: Log;
	/** The person with the rights of now; null when they may not be here any more. */
	reauthenticate(caller: Caller): Promise<Caller | null>;
	/** How often (ms) each line is tried; one that has not answered by the next time is dead (F22). */
	pingEvery?: number;
};

export type Guests = {
	/** Grows with each event that concerns rights; taken before a newcomer's rights are looked up. */
	readonly epoch: number;
	/** @param epoch as it was then: when rights have changed since, the guest is asked again at once. */
	add(guest: Guest, epoch: number): void;
	/** Closes all with 1012 and stops watching. */
	close(): void;
};

const usualPing = 15_000;
/** Logins run out without an event: everybody is asked again this often (ms). */
const recheckEvery = 5 * 60_000;
/** Somebody who came by a link is asked again when it ends, and not sooner than this (ms) after the last time. */
const shortestEnding = 1_000;
/** The longest time (ms) a timer can wait. */
const longestTimer = 2 ** 31 - 1;

export function createGuests(deps: GuestsDeps): Guests {
	const { events, log, reauthenticate, pingEvery = usualPing } = deps;
	const guests = new Set<Guest>();
	const unanswered = new WeakSet<Guest>();
	const checks = new WeakMap<Guest, Promise<void>>();
	/** For who came by a link: when it ends, they are asked again. */
	const endings = new Map<Guest, NodeJS.Timeout>();
	let epoch = 0;

	async function check(guest: Guest): Promise<void> {
		if (!guests.has(guest)) return;
		guest.ws.pause();
		let refusal: [code: number, reason: string] | null;
		try {
			const fresh = await reauthenticate(guest.caller);
			if (fresh === null) refusal = [closeCode.signedOut, 'signed out'];
			else if (!(await guest.stillWelcome(fresh))) {
				refusal = [closeCode.accessChanged, 'access changed'];
			} else {
				guest.caller = fresh;
				refusal = null;
				watchEnding(guest);
			}
		} catch (error) {
			log.error({ err: error }, 'checking an open socket failed');
			refusal = [closeCode.overloaded, 'try again'];
		}
		if (refusal !== null) {
			forget(guest);
			guest.line.close(...refusal);
		}
		guest.ws.resume();
	}

	function forget(guest: Guest): void {
		guests.delete(guest);
		clearTimeout(endings.get(guest));
		endings.delete(guest);
	}

	function watchEnding(guest: Guest): void {
		if (guest.caller.kind !== 'session-guest' || !guests.has(guest)) return;
		clearTimeout(endings.get(guest));
		const wait = Math.min(longestTimer, Math.max(shortestEnding, guest.caller.endsAt - Date.now()));
		endings.set(
			guest,
			setTimeout(() => recheck(guest), wait)
		);
	}

	/** One check after the other, so that the last one decides. */
	function recheck(guest: Guest): void {
		const before = checks.get(guest) ?? Promise.resolve();
		checks.set(
			guest,
			before.then(() => check(guest))
		);
	}

	const stopEvents = events.on((event) => {
		if (event.type === 'signed-out' || event.type === 'access-changed') epoch++;
		for (const guest of guests) {
			const { caller, documentName } = guest;
			const isConcerned =
				event.type === 'signed-out'
					? caller.kind === 'member' &&
						event.memberId === caller.memberId &&
						event.credentials.includes(caller.loginSession ?? caller.token ?? '')
					: event.type === 'access-changed' &&
						concerns(event.scope, { personId: personIdOf(caller), documentName });
			if (isConcerned) recheck(guest);
		}
	});

	const pinging = setInterval(() => {
		for (const guest of guests) {
			if (unanswered.has(guest)) {
				guest.line.cut();
				continue;
			}
			unanswered.add(guest);
			guest.ws.ping();
		}
	}, pingEvery);

	const rechecking = setInterval(() => {
		for (const guest of guests) recheck(guest);
	}, recheckEvery);

	return {
		get epoch() {
			return epoch;
		},
		add(guest, since) {
			guests.add(guest);
			watchEnding(guest);
			if (since !== epoch) recheck(guest);
			const isAlive = (): void => void unanswered.delete(guest);
			guest.ws.on('pong', isAlive);
			guest.ws.on('message', isAlive);
			guest.ws.on('close', () => forget(guest));
		},
		close() {
			clearInterval(pinging);
			clearInterval(rechecking);
			stopEvents();
			for (const guest of guests) guest.line.close(closeCode.restarting, 'restarting');
			for (const ending of endings.values()) clearTimeout(ending);
			endings.clear();
			guests.clear();
		}
	};
}
