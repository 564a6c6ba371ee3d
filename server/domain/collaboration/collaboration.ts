// Co-writing as the rest of the house sees it: documents to open for a socket, and their text as it stands.
import type { Clock } from '#server/kernel/clock.ts';
import type { Log } from '#server/kernel/log.ts';
import { giveBackMemory } from '#server/kernel/memory.ts';
import { createContentReader } from './derive.ts';
import type { DocumentStore } from './document-store.ts';
import { createFolder } from './folding.ts';
import { createIntegrity, createMending, type IntegrityRecords } from './integrity.ts';
import { unobserved, type EngineObserver } from './observer.ts';
import { createRooms } from './rooms.ts';
import { systemTimers, type Timers } from './timers.ts';

export type CollaborationDeps = {
	documents: DocumentStore;
	records: IntegrityRecords;
	clock: Clock;
	log: Log;
	timers?: Timers;
	observer?: EngineObserver;
};

export type Collaboration = ReturnType<typeof createCollaboration>;

export function createCollaboration({
	documents,
	records,
	clock,
	log,
	timers = systemTimers,
	observer = unobserved
}: CollaborationDeps) {
	const folder = createFolder();
	const { fold } = folder;
	const { thinned } = records;
	const mending = createMending({ documents, thinned, fold, clock, log });
	const { mend } = mending;
	const reader = createContentReader(documents);
	const rooms = createRooms({
		documents,
		clock,
		timers,
		log,
		observer,
		fold,
		mend,
		allPutAway: giveBackMemory
	});

	return {
		...rooms,
		integrity: createIntegrity({ mending, records, clock, log }),
		/** The text of a document by field, as it is on the disk now; empty when there is no such document. */
		content: reader.content,
		/** The texts of several documents, as they are on the disk now, in a fixed number of queries. */
		texts: reader.texts,
		async close(): Promise<void> {
			await rooms.close();
			await folder.close();
		}
	};
}
