// Handing messages to lines of every speed: presence is left out first, then updates stop and resume from where
// they stopped, and who never drains is let go (C50, C51). A silent line is kept alive (C06).
import type { Clock } from '#server/kernel/clock.ts';
import * as limits from './limits.ts';
import { heartbeatMessage } from './protocol.ts';
import type { Timers } from './timers.ts';

/** All that a room needs of a socket. */
export type Connection = {
	send(message: Uint8Array): void;
	close(code: number, reason: string): void;
	/** Bytes handed over that the network has not taken yet. */
	waiting(): number;
};

/** A connection's place in a room. */
export type Seat = {
	readonly connection: Connection;
	readonly budget: limits.Budget;
	isGone: boolean;
	/** Has been sent something since the last heartbeat. */
	hasHeard: boolean;
	/** Set while the line is too slow: it has had updates up to `seq`, since `at`. */
	behind: { seq: number; at: number } | null;
};

export type DeliveryDeps = {
	clock: Clock;
	timers: Timers;
	/** Everybody in every room. */
	seats(): Iterable<Seat>;
};

/** What delivery asks of the room a slow line is in. */
export type Backlog = {
	/** The messages after update `seq`. */
	since(seq: number): readonly Uint8Array[];
	/** It has not drained for too long. */
	giveUp(): void;
};

export type Delivery = {
	/** Whatever must arrive. */
	send(seat: Seat, message: Uint8Array): void;
	/** What is stale by the time a slow line would get it. */
	sendPresence(seat: Seat, message: Uint8Array): void;
	/** Update `seq`. False when the line has just become too slow for it: give its backlog to `resumeLater`. */
	sendUpdate(seat: Seat, message: Uint8Array, seq: number): boolean;
	/** What a slow line misses comes out of the backlog once it has drained. */
	resumeLater(seat: Seat, backlog: Backlog): void;
	/** Somebody is there: see to it that they hear from us. */
	keepAlive(): void;
	close(): void;
};

export function createDelivery({ clock, timers, seats }: DeliveryDeps): Delivery {
	const behind = new Map<Seat, Backlog>();
	let drainWaits = false;
	let cancelHeartbeat: (() => void) | undefined;

	function send(seat: Seat, message: Uint8Array): void {
		if (seat.isGone) return;
		seat.hasHeard = true;
		seat.connection.send(message);
	}

	function lookAfterDrained(): void {
		if (drainWaits) return;
		drainWaits = true;
		timers.after(limits.drainCheck, () => {
			drainWaits = false;
			for (const [seat, backlog] of behind) {
				if (seat.isGone || seat.behind === null) {
					behind.delete(seat);
				} else if (seat.connection.waiting() <= limits.resumeMark) {
					behind.delete(seat);
					const { seq } = seat.behind;
					seat.behind = null;
					for (const message of backlog.since(seq)) send(seat, message);
				} else if (clock.now() - seat.behind.at > limits.longestBehind) {
					behind.delete(seat);
					backlog.giveUp();
				}
			}
			if (behind.size > 0) lookAfterDrained();
		});
	}

	function beat(): void {
		cancelHeartbeat = undefined;
		const message = heartbeatMessage();
		let isAnybodyHere = false;
		for (const seat of seats()) {
			isAnybodyHere = true;
			if (!seat.hasHeard && seat.connection.waiting() === 0) seat.connection.send(message);
			seat.hasHeard = false;
		}
		if (isAnybodyHere) cancelHeartbeat = timers.after(limits.heartbeat, beat);
	}

	return {
		send,
		sendPresence(seat, message) {
			if (seat.behind !== null || seat.connection.waiting() > limits.presenceMark) return;
			send(seat, message);
		},
		sendUpdate(seat, message, seq) {
			if (seat.behind !== null) return true;
			if (seat.connection.waiting() <= limits.stopMark) {
				send(seat, message);
				return true;
			}
			seat.behind = { seq: seq - 1, at: clock.now() };
			return false;
		},
		resumeLater(seat, backlog) {
			behind.set(seat, backlog);
			lookAfterDrained();
		},
		keepAlive() {
			cancelHeartbeat ??= timers.after(limits.heartbeat, beat);
		},
		close() {
			cancelHeartbeat?.();
		}
	};
}
