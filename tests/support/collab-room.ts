// Rooms over a memory store with time turned by hand, and people in them.
import { createMemoryDocumentStore } from '#server/storage/document-store.memory.ts';
import { createContentReader } from '#server/domain/collaboration/derive.ts';
import type { DocumentStore } from '#server/domain/collaboration/document-store.ts';
import { gatherFor } from '#server/domain/collaboration/limits.ts';
import { foldUpdates } from '#server/domain/collaboration/folding.ts';
import { createMending } from '#server/domain/collaboration/integrity.ts';
import { unobserved } from '#server/domain/collaboration/observer.ts';
import { createRooms } from '#server/domain/collaboration/rooms.ts';
import { createLog } from '#server/kernel/log.ts';
import { Peer } from './collab-peer.ts';
import { manualTimers } from './manual-timers.ts';

export const documentName = 'report-1';

export type Workshop = ReturnType<typeof openWorkshop>;

/** @param wrap puts something between the rooms and their store, to make it slow or fail. */
export function openWorkshop(wrap: (store: DocumentStore) => DocumentStore = (store) => store) {
	const timers = manualTimers();
	const store = createMemoryDocumentStore();
	store.create(documentName);
	const documents = wrap(store);
	const log = createLog('silent');
	const fold = async (updates: readonly Uint8Array[]) => foldUpdates(updates);
	/** A process: when it ends, what it had asked of the store and not been given never comes. */
	function startProcess() {
		const life = { isOver: false };
		const alive =
			<A extends unknown[], R>(verb: (...args: A) => Promise<R>) =>
			(...args: A): Promise<R> =>
				life.isOver ? new Promise<R>(() => {}) : verb(...args);
		const rooms = createRooms({
			documents: {
				load: alive(documents.load),
				lastSeq: alive(documents.lastSeq),
				loadMany: alive(documents.loadMany),
				lastSeqs: alive(documents.lastSeqs),
				append: alive(documents.append),
				saveSnapshot: alive(documents.saveSnapshot),
				readLog: alive(documents.readLog),
				setAside: alive(documents.setAside)
			},
			clock: timers.clock,
			timers,
			log,
			observer: unobserved,
			allPutAway() {},
			fold,
			mend: createMending({ documents, thinned: async () => [], fold, clock: timers.clock, log })
				.mend
		});
		return { rooms, life };
	}
	let running = startProcess();
	const peers: Peer[] = [];

	/** Hands over everything in both directions until nothing moves. */
	async function exchange(): Promise<void> {
		for (;;) {
			await timers.advance(gatherFor);
			let moved = 0;
			for (const peer of peers) moved += peer.deliver() + peer.take();
			await timers.settle();
			if (moved === 0 && peers.every((peer) => peer.incoming.length === 0)) break;
		}
	}

	return {
		timers,
		store,
		get rooms() {
			return running.rooms;
		},
		peers,
		exchange,
		content: createContentReader(store),
		/** The process ends without a word; a new one starts on the same store. */
		crash(): void {
			running.life.isOver = true;
			for (const peer of peers) peer.drop();
			running = startProcess();
		},
		async join(memberId: string, mayWrite = true, peer = new Peer(memberId)): Promise<Peer> {
			if (!peers.includes(peer)) peers.push(peer);
			await peer.connect(running.rooms, documentName, mayWrite);
			await exchange();
			return peer;
		},
		/** Hands over everything, and lets the presence and "saved" timers run. */
		async rest(milliseconds = 250): Promise<void> {
			await exchange();
			await timers.advance(milliseconds);
			await exchange();
		},
		/** Everybody goes home. */
		close(): void {
			for (const peer of peers) peer.destroy();
		},
		log: () => store.readLog(documentName, 0, 1e6)
	};
}
