// The shell around the rooms: loads each document once, hands bytes in and carries effects out, lets the committer
// write, and puts a document away late and never with unsaved work. The rule numbers are those of SPEC.md.
import { closeCode, type PresenceUser } from '#shared/collab-protocol.ts';
import type { Notice } from '#shared/notice.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { notFound } from '#server/kernel/errors.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Doc } from 'yjs';
import { updateOf } from './change.ts';
import { createCommitter } from './committer.ts';
import type { DocumentStore } from './document-store.ts';
import { createDelivery, type Connection, type Seat } from './delivery.ts';
import * as limits from './limits.ts';
import type { EngineObserver } from './observer.ts';
import { noticeMessage, NotTheProtocol } from './protocol.ts';
import { Room, StoredDamage, type Effect, type Participant } from './room.ts';
import type { Timers } from './timers.ts';

export type Attachment = {
	/** A frame from the client. Never throws: a bad one costs the connection. */
	receive(bytes: Uint8Array): void;
	/** The connection is gone. */
	left(): void;
};

/** A document that is loaded and stays so until it is let go. */
export type OpenDocument = {
	readonly schemaVersion: number;
	/** Puts a connection into the room. Call it once, or `letGo`. */
	join(connection: Connection, who: { mayWrite: boolean; user: PresenceUser }): Attachment;
	letGo(): void;
};

export type Rooms = {
	/** Null when there is no such document. */
	open(documentName: string): Promise<OpenDocument | null>;
	/** Called with a document's name after each commit of its updates. Gives the function that stops it. */
	changed(listener: (documentName: string) => void): () => void;
	/** Called after an update that removes a good deal at once is on the disk (C80). Gives the function that stops it. */
	onLargeDeletion(listener: (deletion: LargeDeletion) => void): () => void;
	/**
	 * C26: a change made by the server itself on a member's behalf (null: the workspace's own). `change` runs in one
	 * transaction on the document as it stands.
	 * @returns the number of its update once that is on the disk; of the last one when nothing has changed.
	 * @throws DomainError not-found.
	 */
	edit(documentName: string, memberId: string | null, change: (doc: Doc) => void): Promise<number>;
	/** Tells everybody in the document, if anybody is there. */
	notify(documentName: string, notice: Notice): void;
	/** Resolves when everything received is on the disk. */
	flush(): Promise<void>;
	/** Flushes, then closes every connection with 1012. */
	close(): Promise<void>;
	stats(): { rooms: number; connections: number; waiting: number };
};

/** Update `seq` has deleted at least `limits.largeDeletion` units that stood there before. */
export type LargeDeletion = { documentName: string; seq: number; memberId: string | null };

export type RoomsDeps = {
	documents: DocumentStore;
	clock: Clock;
	timers: Timers;
	log: Log;
	observer: EngineObserver;
	/** The last open document has been put away: nobody is here. */
	allPutAway(): void;
	/** Folds updates into one; off the main thread where that is worth it. */
	fold(updates: readonly Uint8Array[]): Promise<Uint8Array>;
	/** Sets aside what is damaged in a stored document. */
	mend(documentName: string): Promise<unknown>;
};

type Entry = {
	readonly name: string;
	readonly schemaVersion: number;
	readonly room: Room<Seat>;
	/** Opened and neither joined nor let go. */
	held: number;
	presenceWaits: boolean;
	savedWaits: boolean;
	isFolding: boolean;
	/** After a failed fold: the tail must have grown to this before the next try. */
	foldFrom: number;
	/** Who waits for the server's own changes to be on the disk, in order. */
	edits: { seq: number; resolve(seq: number): void; reject(error: Error): void }[];
	cancelLinger: (() => void) | undefined;
};

export function createRooms(deps: RoomsDeps): Rooms {
	const { documents, clock, timers, log, observer, fold, mend, allPutAway } = deps;
	const entries = new Map<string, Promise<Entry | null>>();
	/** The same, once loaded. */
	const loaded = new Map<string, Entry>();
	const listeners = new Set<(documentName: string) => void>();
	let isClosed = false;
	const deletionListeners = new Set<(deletion: LargeDeletion) => void>();
	const delivery = createDelivery({
		clock,
		timers,
		*seats() {
			for (const { room } of loaded.values()) {
				for (const { handle } of room.participants) yield handle;
			}
		}
	});

	const committer = createCommitter({
		store: documents,
		clock,
		timers,
		log,
		observer,
		onStored(documentName, seq) {
			const entry = loaded.get(documentName);
			if (entry === undefined) return;
			carryOut(entry, entry.room.stored(seq));
			for (const listener of listeners) tell(listener, documentName);
			entry.edits = entry.edits.filter((edit) => {
				if (edit.seq <= seq) edit.resolve(edit.seq);
				return edit.seq > seq;
			});
			foldWhenDue(entry);
			if (entry.room.participants.size === 0) putAwayLater(entry);
		},
		onTrouble(documentName, isTrouble) {
			const entry = loaded.get(documentName);
			if (entry !== undefined) carryOut(entry, entry.room.trouble(isTrouble));
		},
		onConflict(documentName) {
			const entry = loaded.get(documentName);
			if (entry !== undefined) abandon(entry);
		}
	});

	function tell<Fact>(listener: (fact: Fact) => void, fact: Fact): void {
		try {
			listener(fact);
		} catch (error) {
			log.error({ err: error }, 'a listener to changed documents failed');
		}
	}

	/** C65: damage that shows now is set aside, and the document opens with everything that is sound. */
	async function loadRoom(
		name: string
	): Promise<{ schemaVersion: number; room: Room<Seat> } | null> {
		const read = async () => {
			const stored = await documents.load(name);
			return stored && { schemaVersion: stored.schemaVersion, room: new Room<Seat>(stored) };
		};
		try {
			return await read();
		} catch (error) {
			if (!(error instanceof StoredDamage)) throw error;
			await mend(name);
			return read();
		}
	}

	async function load(name: string): Promise<Entry | null> {
		const made = await loadRoom(name);
		if (made === null) {
			entries.delete(name);
			return null;
		}
		const entry: Entry = {
			name,
			...made,
			held: 0,
			presenceWaits: false,
			savedWaits: false,
			isFolding: false,
			foldFrom: 0,
			edits: [],
			cancelLinger: undefined
		};
		loaded.set(name, entry);
		return entry;
	}

	/** C60: however many ask at once, it is loaded once. A failed load is forgotten, so the next one tries again. */
	function entryOf(name: string): Promise<Entry | null> {
		const known = entries.get(name);
		if (known !== undefined) return known;
		const loading = load(name);
		entries.set(name, loading);
		loading.catch(() => entries.delete(name));
		return loading;
	}

	/** The loaded document, kept from being put away until `held` is given back. */
	async function entryHeld(name: string): Promise<Entry | null> {
		if (isClosed) return null;
		const entry = await entryOf(name);
		if (entry === null) return null;
		// It may have been put away or abandoned while we waited for it.
		if (loaded.get(name) !== entry) return entryHeld(name);
		entry.held++;
		entry.cancelLinger?.();
		entry.cancelLinger = undefined;
		return entry;
	}

	async function open(name: string): Promise<OpenDocument | null> {
		const entry = await entryHeld(name);
		if (entry === null) return null;
		let isHeld = true;
		const release = (): void => {
			if (isHeld) entry.held--;
			isHeld = false;
		};
		return {
			schemaVersion: entry.schemaVersion,
			join(connection, who) {
				release();
				return join(entry, connection, who);
			},
			letGo() {
				release();
				putAwayLater(entry);
			}
		};
	}

	async function edit(
		entry: Entry,
		memberId: string | null,
		change: (doc: Doc) => void
	): Promise<number> {
		const update = updateOf(entry.room.onDisk().updates, change);
		if (update === null) return entry.room.storedSeq;
		const { seq, effects } = entry.room.write(update, memberId);
		carryOut(entry, effects);
		if (seq <= entry.room.storedSeq) return seq;
		return new Promise((resolve, reject) => entry.edits.push({ seq, resolve, reject }));
	}

	function join(
		entry: Entry,
		connection: Connection,
		who: { mayWrite: boolean; user: PresenceUser }
	): Attachment {
		const seat: Seat = {
			connection,
			budget: limits.createBudget(clock.now()),
			isGone: false,
			hasHeard: false,
			behind: null
		};
		if (isClosed || loaded.get(entry.name) !== entry) {
			connection.close(closeCode.restarting, 'restarting');
			return { receive() {}, left() {} };
		}
		const { participant, effects } = entry.room.join(seat, who, clock.now());
		carryOut(entry, effects);
		delivery.keepAlive();
		return {
			receive: (bytes) => receive(entry, participant, bytes),
			left: () => leave(entry, participant)
		};
	}

	function receive(entry: Entry, from: Participant<Seat>, bytes: Uint8Array): void {
		const seat = from.handle;
		if (seat.isGone) return;
		const now = clock.now();
		try {
			// C05: what a client sends, and what its questions make us send, comes out of one budget.
			if (!seat.budget.spend(bytes.length, now)) {
				return dismiss(entry, from, closeCode.tooFast, 'too much at once');
			}
			if (committer.waitingBytes > limits.mostWaiting) {
				return dismiss(entry, from, closeCode.overloaded, 'saving cannot keep up');
			}
			const effects = entry.room.receive(from, bytes, now);
			const answered = effects.reduce(
				(sum, effect) => sum + (effect.type === 'send' ? effect.message.length : 0),
				0
			);
			if (answered > 0 && seat.connection.waiting() > limits.stopMark) {
				// It asks again without taking the answers it has.
				return dismiss(entry, from, closeCode.overloaded, 'not reading');
			}
			carryOut(entry, effects);
			if (answered > limits.smallSnapshot && !seat.budget.spend(answered, now)) {
				dismiss(entry, from, closeCode.tooFast, 'too much at once');
			}
		} catch (error) {
			if (error instanceof NotTheProtocol) {
				dismiss(entry, from, closeCode.notTheProtocol, error.message);
			} else {
				log.error({ err: error, documentName: entry.name }, 'a collaboration message failed');
				dismiss(entry, from, 1011, 'internal');
			}
		}
	}

	function leave(entry: Entry, participant: Participant<Seat>): void {
		if (participant.handle.isGone) return;
		participant.handle.isGone = true;
		carryOut(entry, entry.room.leave(participant));
		if (entry.room.participants.size === 0) putAwayLater(entry);
	}

	function dismiss(entry: Entry, from: Participant<Seat>, code: number, reason: string): void {
		leave(entry, from);
		from.handle.connection.close(code, reason);
		if (code === closeCode.restarting) return;
		observer.refused(code);
		// An offence or a line that cannot keep up: told once, because the connection ends with it.
		const { memberId } = from.user;
		log.warn({ documentName: entry.name, memberId, code, reason }, 'closed a connection');
	}

	function carryOut(entry: Entry, effects: readonly Effect<Seat>[]): void {
		for (const effect of effects) {
			switch (effect.type) {
				case 'send':
					delivery.send(effect.to.handle, effect.message);
					break;
				case 'broadcast':
					for (const participant of entry.room.participants) {
						if (participant === effect.except || !participant.isSynced) continue;
						const seat = participant.handle;
						if (delivery.sendUpdate(seat, effect.message, effect.seq)) continue;
						delivery.resumeLater(seat, {
							since: (seq) => entry.room.since(seq),
							giveUp: () => dismiss(entry, participant, closeCode.overloaded, 'too far behind')
						});
					}
					break;
				case 'presence':
					delivery.sendPresence(effect.to.handle, effect.message);
					break;
				case 'store':
					committer.add(entry.name, effect.update);
					break;
				case 'presence-waits':
					if (entry.presenceWaits) break;
					entry.presenceWaits = true;
					timers.after(limits.presenceInterval, () => {
						entry.presenceWaits = false;
						carryOut(entry, entry.room.presenceDue(clock.now()));
					});
					break;
				case 'saved-waits':
					if (entry.savedWaits) break;
					entry.savedWaits = true;
					timers.after(limits.savedWithin, () => {
						entry.savedWaits = false;
						carryOut(entry, entry.room.savedDue());
					});
					break;
				case 'large-deletion': {
					const { seq, memberId } = effect;
					const deletion = { documentName: entry.name, seq, memberId };
					for (const listener of deletionListeners) tell(listener, deletion);
					break;
				}
			}
		}
	}

	/** C61 */
	function foldWhenDue(entry: Entry): void {
		const { tailCount, tailBytes } = entry.room;
		const isDue = tailCount >= limits.longestTail || tailBytes >= limits.largestTail;
		if (isDue && !entry.isFolding && tailCount >= entry.foldFrom) void snapshot(entry);
	}

	/** Folds snapshot and tail into a new snapshot. A failure costs nothing but a longer tail. */
	async function snapshot(entry: Entry): Promise<void> {
		entry.isFolding = true;
		const begun = performance.now();
		let hasFailed = false;
		try {
			const { seq, updates } = entry.room.onDisk();
			const bytes = await fold(updates);
			await documents.saveSnapshot({ documentName: entry.name, seq, at: clock.iso(), bytes });
			entry.room.snapshotTaken(seq, bytes);
			entry.foldFrom = 0;
		} catch (error) {
			hasFailed = true;
			entry.foldFrom = entry.room.tailCount + limits.longestTail;
			log.error({ err: error, documentName: entry.name }, 'folding a document failed');
		} finally {
			entry.isFolding = false;
			observer.folded((performance.now() - begun) / 1000, hasFailed);
		}
	}

	/** C62: late, and only when nobody is there and nothing waits. */
	function putAwayLater(entry: Entry): void {
		if (entry.cancelLinger !== undefined || isClosed) return;
		entry.cancelLinger = timers.after(limits.linger, () => {
			entry.cancelLinger = undefined;
			void putAway(entry);
		});
	}

	const isInUse = ({ held, room, isFolding }: Entry): boolean =>
		held > 0 || room.participants.size > 0 || room.inFlight > 0 || isFolding;

	async function putAway(entry: Entry): Promise<void> {
		if (isInUse(entry)) return;
		if (entry.room.tailCount >= limits.tailWorthFolding) await snapshot(entry);
		if (isInUse(entry) || loaded.get(entry.name) !== entry) return;
		loaded.delete(entry.name);
		entries.delete(entry.name);
		if (loaded.size === 0) allPutAway();
	}

	/** C63: its people come back, and bring what was not saved. */
	function abandon(entry: Entry): void {
		loaded.delete(entry.name);
		entries.delete(entry.name);
		for (const participant of [...entry.room.participants]) {
			dismiss(entry, participant, closeCode.restarting, 'reloading the document');
		}
		for (const { reject } of entry.edits) {
			reject(new Error('the document was changed by another process meanwhile'));
		}
	}

	return {
		open,
		changed(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		},
		onLargeDeletion(listener) {
			deletionListeners.add(listener);
			return () => deletionListeners.delete(listener);
		},
		async edit(documentName, memberId, change) {
			const entry = await entryHeld(documentName);
			if (entry === null) throw notFound();
			try {
				return await edit(entry, memberId, change);
			} finally {
				entry.held--;
				putAwayLater(entry);
			}
		},
		notify(documentName, notice) {
			const message = noticeMessage(notice);
			for (const { handle } of loaded.get(documentName)?.room.participants ?? []) {
				delivery.send(handle, message);
			}
		},
		flush: () => committer.flush(),
		async close() {
			// First the disk and the word of it, then good-bye; what comes in between was never called saved.
			await committer.flush();
			for (const entry of loaded.values()) carryOut(entry, entry.room.savedDue());
			isClosed = true;
			delivery.close();
			for (const entry of loaded.values()) {
				entry.cancelLinger?.();
				for (const participant of [...entry.room.participants]) {
					dismiss(entry, participant, closeCode.restarting, 'restarting');
				}
			}
			await committer.flush();
		},
		stats: () => ({
			rooms: loaded.size,
			connections: [...loaded.values()].reduce((sum, { room }) => sum + room.participants.size, 0),
			waiting: committer.waitingCount
		})
	};
}
