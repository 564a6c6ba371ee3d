// One open document: bytes in, effects out. No socket, no disk, no timer, no clock of its own; everything it
// decides can be tried in a test line by line. The rule numbers are those of SPEC.md.
import { emptyUpdate, type PresenceUser } from '#shared/collab-protocol.ts';
import * as Y from 'yjs';
import { readPresence, type PresenceState } from './awareness-guard.ts';
import type { StoredDocument } from './document-store.ts';
import { Known, decodeUpdate, type Assessment } from './known.ts';
import { joinRuns, type Run } from './joining.ts';
import { largeDeletion, largestRun, mostPresenceClients, smallSnapshot } from './limits.ts';
import {
	NotTheProtocol,
	presenceMessage,
	readMessage,
	savedMessage,
	step1Message,
	step2Message,
	troubleMessage,
	updateMessage,
	updateWithin,
	varUints
} from './protocol.ts';
import { UpdateLog } from './update-log.ts';

/** One connection in the room. `handle` is the shell's own and means nothing here. */
export type Participant<Handle> = {
	readonly handle: Handle;
	readonly mayWrite: boolean;
	readonly user: PresenceUser;
	/** Has had the document: from here on it is told of every update (C14). */
	isSynced: boolean;
	/** Content frames that came from it (C31). */
	received: number;
	/** What it has been told is on the disk. */
	saved: number;
	/** Content frames that wait for an update to be on the disk, in order. */
	readonly waiting: { count: number; seq: number }[];
	/** The last update of its own that is not on the disk yet. */
	lastUpdate: InFlight<Handle> | null;
	/** It sent an edit whose predecessors are missing and has been asked for all it has (C23). */
	isAskedAgain: boolean;
	readonly presenceClients: Set<number>;
};

export type Effect<Handle> =
	/** To one. */
	| { type: 'send'; to: Participant<Handle>; message: Uint8Array }
	/** To everybody synced but its writer: update `seq`. */
	| { type: 'broadcast'; except: Participant<Handle> | null; message: Uint8Array; seq: number }
	/** To one, and may be left out when the line is slow. */
	| { type: 'presence'; to: Participant<Handle>; message: Uint8Array }
	/** To be written to the log; the room is told by `stored`. */
	| { type: 'store'; update: PendingUpdate }
	/** `presenceDue` wants to be called, within `presenceInterval`. */
	| { type: 'presence-waits' }
	/** `savedDue` wants to be called, within `savedWithin`. */
	| { type: 'saved-waits' }
	/** Update `seq`, now on the disk, has removed a good deal at once (C80). */
	| { type: 'large-deletion'; seq: number; memberId: string | null };

type Presence<Handle> = {
	owner: Participant<Handle>;
	/** The client's own clock. */
	clock: number;
	/** The clock the others see (C44). */
	shown: number;
	state: PresenceState;
	isFresh: boolean;
};

/** An update on its way to the disk. Its bytes may grow until they are being written. */
export type PendingUpdate = {
	readonly seq: number;
	readonly memberId: string | null;
	readonly bytes: Uint8Array;
	isBeingWritten: boolean;
};

type InFlight<Handle> = PendingUpdate & {
	message: Uint8Array;
	bytes: Uint8Array;
	run: Run | null;
	/** Null: the server itself. */
	from: Participant<Handle> | null;
	/** Units that stood here before and are deleted by it. */
	deleted: number;
};

/** What is stored of the document cannot be opened as it is (C65). */
export class StoredDamage extends Error {
	constructor(options?: ErrorOptions) {
		super('the stored document is damaged', options);
		this.name = 'StoredDamage';
	}
}

export class Room<Handle> {
	readonly #known = new Known();
	readonly #participants = new Set<Participant<Handle>>();
	/** Step 2 or update with the snapshot, whichever was needed last; null when there is none. */
	#snapshot: Uint8Array | null;
	/** How far the snapshot reaches; made when first needed. */
	#snapshotVector: Map<number, number> | null = null;
	/** What the snapshot deletes, as an update; made when first needed. */
	#snapshotDeletions: Uint8Array | null = null;
	readonly #tail: UpdateLog;
	/** Updates handed to the store and not yet on the disk. */
	#inFlight: InFlight<Handle>[] = [];
	/** Number of the last update given out. */
	#lastSeq: number;
	readonly #presence = new Map<number, Presence<Handle>>();
	/** Presence clients that have gone since it was last told, with the clock to tell it with. */
	readonly #gone = new Map<number, number>();
	#lastShown = 0;
	readonly #savedWaits = new Set<Participant<Handle>>();
	#isTrouble = false;

	/** @throws StoredDamage */
	constructor(stored: StoredDocument) {
		const { snapshot, tail } = stored;
		this.#snapshot = snapshot === null ? null : updateMessage(snapshot.bytes);
		this.#tail = new UpdateLog(snapshot?.seq ?? 0);
		if (snapshot !== null) this.#addStored(snapshot.bytes);
		for (const { seq, bytes } of tail) {
			if (seq !== this.#tail.lastSeq + 1) throw new StoredDamage();
			this.#addStored(bytes);
			this.#tail.append(updateMessage(bytes));
		}
		this.#lastSeq = this.#tail.lastSeq;
	}

	get participants(): ReadonlySet<Participant<Handle>> {
		return this.#participants;
	}

	/** Updates given out and not yet on the disk. */
	get inFlight(): number {
		return this.#inFlight.length;
	}

	/** Number of the last update on the disk. */
	get storedSeq(): number {
		return this.#tail.lastSeq;
	}

	get tailCount(): number {
		return this.#tail.count;
	}

	get tailBytes(): number {
		return this.#tail.byteLength;
	}

	/** C10, C11: a newcomer learns who is here; a writer is asked for what the server lacks. */
	join(
		handle: Handle,
		who: { mayWrite: boolean; user: PresenceUser },
		now: number
	): { participant: Participant<Handle>; effects: Effect<Handle>[] } {
		const participant: Participant<Handle> = {
			handle,
			mayWrite: who.mayWrite,
			user: who.user,
			isSynced: false,
			received: 0,
			saved: 0,
			waiting: [],
			lastUpdate: null,
			isAskedAgain: false,
			presenceClients: new Set()
		};
		this.#participants.add(participant);
		const effects: Effect<Handle>[] = [];
		if (who.mayWrite) effects.push(this.#ask(participant));
		if (this.#isTrouble)
			effects.push({ type: 'send', to: participant, message: troubleMessage(true) });
		effects.push(...this.#everybodyFor(participant, now));
		return { participant, effects };
	}

	/** C45: its presence goes with it. */
	leave(participant: Participant<Handle>): Effect<Handle>[] {
		this.#participants.delete(participant);
		this.#savedWaits.delete(participant);
		const own = [...participant.presenceClients];
		for (const client of own) this.#takePresenceBack(client);
		return own.length === 0 ? [] : [{ type: 'presence-waits' }];
	}

	/** @throws NotTheProtocol; the room is as before then. */
	receive(from: Participant<Handle>, bytes: Uint8Array, now: number): Effect<Handle>[] {
		const message = readMessage(bytes);
		switch (message.type) {
			case 'step1':
				return this.#answer(from, message.vector);
			case 'content':
				return this.#content(from, message.update, message.isStep2);
			case 'presence':
				return this.#takePresence(from, message.update);
			case 'query-presence':
				return this.#everybodyFor(from, now);
			case 'auth':
				return [];
		}
	}

	/**
	 * C26: a change made by the server itself, as an update to what is on the disk.
	 * @returns its number, or that of the last update when it brings nothing new.
	 */
	write(update: Uint8Array, memberId: string | null): { seq: number; effects: Effect<Handle>[] } {
		const assessment = this.#known.take(update);
		if (assessment.is === 'gap') throw new Error('a change that does not fit the document');
		const effects =
			assessment.is === 'new' ? [this.#store(update, null, memberId, assessment)] : [];
		return { seq: this.#lastSeq, effects };
	}

	/** C30: updates up to `seq` are on the disk. Now, and not before, the others see them. */
	stored(seq: number): Effect<Handle>[] {
		const effects: Effect<Handle>[] = [];
		const writers = new Set<Participant<Handle> | null>();
		let count = 0;
		for (const update of this.#inFlight) {
			if (update.seq > seq) break;
			count++;
			this.#tail.append(update.message);
			writers.add(update.from);
			if (update.from?.lastUpdate === update) update.from.lastUpdate = null;
			effects.push({
				type: 'broadcast',
				except: update.from,
				message: update.message,
				seq: update.seq
			});
			if (update.deleted >= largeDeletion) {
				const { memberId } = update;
				effects.push({ type: 'large-deletion', seq: update.seq, memberId });
			}
		}
		this.#inFlight = this.#inFlight.slice(count);
		for (const participant of this.#participants) {
			if (!this.#settle(participant)) continue;
			this.#savedWaits.add(participant);
			// C32: when something goes out to it anyway, the news rides along; else it waits for company.
			const isToldAnyway =
				participant.isSynced && (writers.size > 1 || !writers.has(participant)) && count > 0;
			if (isToldAnyway) effects.push(...this.#tellSaved(participant));
		}
		if (this.#savedWaits.size > 0) effects.push({ type: 'saved-waits' });
		return effects;
	}

	/** C32: those who wait to hear what is saved. */
	savedDue(): Effect<Handle>[] {
		return [...this.#savedWaits].flatMap((participant) => this.#tellSaved(participant));
	}

	/** C34: whether saving fails at the moment. */
	trouble(isTrouble: boolean): Effect<Handle>[] {
		if (this.#isTrouble === isTrouble) return [];
		this.#isTrouble = isTrouble;
		const message = troubleMessage(isTrouble);
		return [...this.#participants].map((to) => ({ type: 'send', to, message }));
	}

	/** C43: one message with what changed since the last one; nobody is told about themselves. */
	presenceDue(now: number): Effect<Handle>[] {
		const gone = [...this.#gone].map(([client, shown]) => ({ client, shown, text: 'null' }));
		this.#gone.clear();
		const fresh: { client: number; shown: number; text: string; owner: Participant<Handle> }[] = [];
		const owners = new Set<Participant<Handle>>();
		for (const [client, presence] of this.#presence) {
			if (!presence.isFresh) continue;
			presence.isFresh = false;
			presence.shown = this.#nextShown(now);
			owners.add(presence.owner);
			fresh.push({ client, shown: presence.shown, text: stamped(presence), owner: presence.owner });
		}
		if (gone.length + fresh.length === 0) return [];
		const forOthers = encodePresence([...gone, ...fresh]);
		return [...this.#participants].flatMap((to): Effect<Handle>[] => {
			if (!owners.has(to)) return [{ type: 'presence', to, message: forOthers }];
			const rest = [...gone, ...fresh.filter(({ owner }) => owner !== to)];
			return rest.length === 0 ? [] : [{ type: 'presence', to, message: encodePresence(rest) }];
		});
	}

	/** C51: what somebody who stopped after update `seq` has missed. */
	since(seq: number): Uint8Array[] {
		const isInTail = seq >= this.#tail.lastSeq - this.#tail.count;
		return isInTail ? this.#tail.since(seq) : this.#pieces();
	}

	/** Everything on the disk, which reaches `seq`: to be folded into a snapshot, or to be read. */
	onDisk(): { seq: number; updates: Uint8Array[] } {
		return { seq: this.#tail.lastSeq, updates: this.#pieces().map(updateWithin) };
	}

	/** C61: the snapshot is on the disk; the tail up to it is in there. */
	snapshotTaken(seq: number, bytes: Uint8Array): void {
		this.#snapshot = updateMessage(bytes);
		this.#snapshotVector = null;
		this.#snapshotDeletions = null;
		this.#tail.dropUpTo(seq);
	}

	#addStored(update: Uint8Array): void {
		let fits: boolean;
		try {
			fits = this.#known.add(update);
		} catch (error) {
			throw new StoredDamage({ cause: error });
		}
		if (!fits) throw new StoredDamage();
	}

	/** C11, C23 */
	#ask(to: Participant<Handle>): Effect<Handle> {
		return { type: 'send', to, message: step1Message(this.#known.vector()) };
	}

	/** The whole document as update messages, stored bytes as they are. */
	#pieces(): Uint8Array[] {
		return this.#snapshot === null ? this.#tail.since(0) : [this.#snapshot, ...this.#tail.since(0)];
	}

	/** C12, C13: what the client lacks; the last piece is the step 2, so "synced" is true when it is said. */
	#answer(to: Participant<Handle>, vectorBytes: Uint8Array): Effect<Handle>[] {
		let vector: Map<number, number>;
		try {
			vector = Y.decodeStateVector(vectorBytes);
		} catch {
			throw new NotTheProtocol('not a state vector');
		}
		const pieces = this.#piecesFor(vector, vectorBytes);
		const last = pieces.pop();
		to.isSynced = true;
		return [
			...pieces.map((message): Effect<Handle> => ({ type: 'send', to, message })),
			{
				type: 'send',
				to,
				message: step2Message(last === undefined ? emptyUpdate : updateWithin(last))
			}
		];
	}

	#piecesFor(vector: Map<number, number>, vectorBytes: Uint8Array): Uint8Array[] {
		const snapshot = this.#snapshot;
		if (snapshot === null || vector.size === 0) return this.#pieces();
		const update = updateWithin(snapshot);
		this.#snapshotVector ??= Y.decodeStateVector(Y.encodeStateVectorFromUpdate(update));
		const lacks = [...this.#snapshotVector].some(
			([client, clock]) => (vector.get(client) ?? 0) < clock
		);
		const tail = this.#tail.since(0);
		if (!lacks) {
			// It has every edit of the snapshot and may only have missed deletions.
			this.#snapshotDeletions ??= updateMessage(deletionsOf(update));
			return [this.#snapshotDeletions, ...tail];
		}
		if (update.length <= smallSnapshot) return [snapshot, ...tail];
		return [updateMessage(Y.diffUpdate(update, vectorBytes)), ...tail];
	}

	/** C20–C24 */
	#content(from: Participant<Handle>, update: Uint8Array, isStep2: boolean): Effect<Handle>[] {
		// C20: decoded all the same, so that junk costs a reader its connection too.
		if (!from.mayWrite) {
			decodeUpdate(update, 'client');
			return [];
		}
		const assessment = this.#known.take(update);
		from.received++;
		if (assessment.is === 'gap') {
			// A step 2 is all a client has: when even that leaves a gap, nobody can fill it (C24).
			if (isStep2) throw new NotTheProtocol('edits whose predecessors nobody has');
			if (from.isAskedAgain) return [];
			from.isAskedAgain = true;
			return [this.#ask(from)];
		}
		const effects: Effect<Handle>[] = [];
		let seq = this.#lastSeq;
		if (assessment.is === 'new') {
			const joined = this.#joinedTo(from, update, assessment.run);
			seq = joined?.seq ?? seq + 1;
			if (joined === null) effects.push(this.#store(update, from, from.user.memberId, assessment));
		}
		// The step 2 holds all that was refused before it.
		if (isStep2) from.isAskedAgain = false;
		if (!from.isAskedAgain) from.waiting.push({ count: from.received, seq });
		if (this.#settle(from)) {
			this.#savedWaits.add(from);
			effects.push({ type: 'saved-waits' });
		}
		return effects;
	}

	/** Gives an update its number. */
	#store(
		update: Uint8Array,
		from: Participant<Handle> | null,
		memberId: string | null,
		{ deleted, run }: Assessment
	): Effect<Handle> {
		const message = updateMessage(update);
		const pending: InFlight<Handle> = {
			seq: ++this.#lastSeq,
			memberId,
			message,
			bytes: updateWithin(message),
			run,
			isBeingWritten: false,
			from,
			deleted
		};
		this.#inFlight.push(pending);
		if (from !== null) from.lastUpdate = pending;
		return { type: 'store', update: pending };
	}

	/** C36: the update that this one has become part of, or null when it has to be one of its own. */
	#joinedTo(from: Participant<Handle>, update: Uint8Array, run: Run | null): PendingUpdate | null {
		const last = from.lastUpdate;
		if (run === null || last === null || last.run === null || last.isBeingWritten) return null;
		if (last.run.client !== run.client || last.run.end !== run.clock) return null;
		// It must not come before what it stands next to.
		if (run.leansOnOthers && last.seq !== this.#lastSeq) return null;
		if (last.bytes.length + update.length > largestRun) return null;
		const joined = joinRuns({ run: last.run, update: last.bytes }, { run, update });
		last.run = joined.run;
		last.message = updateMessage(joined.update);
		last.bytes = updateWithin(last.message);
		return last;
	}

	/** Strikes out what has reached the disk; true when there is something to tell. */
	#settle(participant: Participant<Handle>): boolean {
		const { waiting } = participant;
		const durable = this.#tail.lastSeq;
		let settled = 0;
		while (settled < waiting.length && (waiting[settled]?.seq ?? 0) <= durable) settled++;
		if (settled === 0) return false;
		participant.saved = waiting[settled - 1]?.count ?? participant.saved;
		waiting.splice(0, settled);
		return true;
	}

	#tellSaved(to: Participant<Handle>): Effect<Handle>[] {
		if (!this.#savedWaits.delete(to)) return [];
		return [{ type: 'send', to, message: savedMessage(to.saved) }];
	}

	/** C40–C42 */
	#takePresence(from: Participant<Handle>, update: Uint8Array): Effect<Handle>[] {
		const entries = readPresence(update);
		let isChanged = false;
		for (const { client, clock, state } of entries) {
			const present = this.#presence.get(client);
			const isOwn = present?.owner === from;
			// C42: a client id belongs to one socket; the same member's newer socket takes it over.
			if (present !== undefined && !isOwn && present.owner.user.memberId !== from.user.memberId)
				continue;
			if (isOwn && clock < present.clock) continue;
			if (state === null) {
				if (!isOwn) continue;
				this.#takePresenceBack(client);
			} else {
				if (!isOwn && from.presenceClients.size === mostPresenceClients) continue;
				present?.owner.presenceClients.delete(client);
				from.presenceClients.add(client);
				const shown = present?.shown ?? this.#gone.get(client) ?? 0;
				this.#gone.delete(client);
				this.#presence.set(client, { owner: from, clock, shown, state, isFresh: true });
			}
			isChanged = true;
		}
		return isChanged ? [{ type: 'presence-waits' }] : [];
	}

	#takePresenceBack(client: number): void {
		const present = this.#presence.get(client);
		if (present === undefined) return;
		present.owner.presenceClients.delete(client);
		this.#presence.delete(client);
		// Shown to nobody yet: then nobody need hear that it is gone.
		if (present.shown > 0) this.#gone.set(client, present.shown);
	}

	/** Everybody's presence for one participant, with clocks newer than any it has seen (C44). */
	#everybodyFor(to: Participant<Handle>, now: number): Effect<Handle>[] {
		const others = [...this.#presence]
			.filter(([, presence]) => presence.owner !== to)
			.map(([client, presence]) => {
				presence.shown = this.#nextShown(now);
				return { client, shown: presence.shown, text: stamped(presence) };
			});
		return others.length === 0 ? [] : [{ type: 'presence', to, message: encodePresence(others) }];
	}

	/** C44: the server's time, and always later than the last. */
	#nextShown(now: number): number {
		this.#lastShown = Math.max(now, this.#lastShown + 1);
		return this.#lastShown;
	}
}

/** C40: the state as others get it: who it is comes from the server. */
const stamped = <Handle>({ state, owner }: Presence<Handle>): string =>
	JSON.stringify({ ...state, user: owner.user });

function encodePresence(
	entries: readonly { client: number; shown: number; text: string }[]
): Uint8Array {
	const parts: Uint8Array[] = [varUints([entries.length])];
	for (const { client, shown, text } of entries) {
		const json = Buffer.from(text, 'utf8');
		parts.push(varUints([client, shown, json.length]), json);
	}
	return presenceMessage(Buffer.concat(parts));
}

/** An update that deletes what `update` deletes and adds nothing. */
function deletionsOf(update: Uint8Array): Uint8Array {
	const clients = [...decodeUpdate(update, 'store').ds.clients];
	const numbers = clients.flatMap(([client, ranges]) => [
		client,
		ranges.length,
		...ranges.flatMap(({ clock, len }) => [clock, len])
	]);
	return varUints([0, clients.length, ...numbers]);
}
