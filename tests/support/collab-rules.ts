// What the tests of the rules share: workshops that close by themselves, and ways to look at what a person got.
import { afterEach, expect } from 'vitest';
import { messageType, syncType } from '#shared/collab-protocol.ts';
import type { DocumentStore } from '#server/domain/collaboration/document-store.ts';
import * as limits from '#server/domain/collaboration/limits.ts';
import type { Peer } from './collab-peer.ts';
import { documentName, openWorkshop, type Workshop } from './collab-room.ts';

/** Opens workshops; each is closed after its test. Call it once at the top of a test file. */
export function workshops(): (wrap?: (store: DocumentStore) => DocumentStore) => Workshop {
	const open: Workshop[] = [];
	afterEach(() => {
		for (const opened of open.splice(0)) opened.close();
	});
	return (wrap) => {
		const opened = openWorkshop(wrap);
		open.push(opened);
		return opened;
	};
}

/** A store whose writing can be held up, or made to fail. */
export function withGate() {
	const gate = {
		isShut: false,
		error: null as Error | null,
		opens: [] as (() => void)[],
		tries: 0
	};
	const wrap = (store: DocumentStore): DocumentStore => ({
		...store,
		async append(entries) {
			gate.tries++;
			if (gate.error !== null) throw gate.error;
			if (gate.isShut) await new Promise<void>((resolve) => gate.opens.push(resolve));
			return store.append(entries);
		}
	});
	return {
		gate,
		wrap,
		release(): void {
			gate.isShut = false;
			for (const resolve of gate.opens.splice(0)) resolve();
		}
	};
}

/** Steps 2 and updates that have come. */
export const contentFrames = (peer: Peer): Uint8Array[] =>
	peer.frames(messageType.sync).filter((frame) => frame[1] !== syncType.step1);

/** What an awareness instance shows of everybody else. */
export const others = (peer: Peer): unknown[] =>
	[...peer.awareness.getStates()]
		.filter(([client]) => client !== peer.doc.clientID)
		.map(([, state]) => state);

/** So many updates that stay apart: what is typed in a row would be joined (C36). */
export function writeApart(writer: Peer, updates: number): void {
	const marks = writer.doc.getMap('marks');
	// Each but the first takes back the one before it.
	for (let index = 0; index < updates; index++) marks.set('mark', index);
}

/** Types and changes until the log is folded into a snapshot. */
export async function foldNow(shop: Workshop, writer: Peer): Promise<void> {
	writer.type('.'.repeat(limits.longestTail));
	writeApart(writer, limits.longestTail + 1);
	await shop.exchange();
	await shop.rest();
	const stored = await shop.store.load(documentName);
	expect(stored?.snapshot).not.toBeNull();
}
