// Whether what is stored can still be read: a disk may lose or change what it once took. What is damaged is set
// aside, never dropped, and the document opens with everything that is still sound. The rule numbers are those of
// SPEC.md.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Clock } from '#server/kernel/clock.ts';
import type { Log } from '#server/kernel/log.ts';
import type { DocumentStore, StoredDocument } from './document-store.ts';
import { Known } from './known.ts';
import { longestCheck } from './limits.ts';
import { fault, readWholeLog, type Fault, type ReadLog, type Stretch } from './log-reading.ts';

/** What of one document is damaged. */
export type Damage = {
	documentName: string;
	/** Why the snapshot is of no use, or null. */
	snapshot: string | null;
	updates: readonly Fault[];
	/** Numbers of updates that should be there and are not. */
	missing: readonly number[];
};

/** What a start has found. */
export type StartCheck = {
	damaged: readonly Damage[];
	checked: number;
	/** Documents there was no time for. */
	left: number;
	/** What is wrong with the database's file, or null. */
	file: string | null;
};

export type SetAsidePiece = {
	documentName: string;
	part: 'update' | 'snapshot';
	seq: number;
	reason: string;
	at: string;
};

type Extent = { documentName: string; seq: number; snapshotSeq: number };

/** What is remembered about checks; storage/integrity.ts keeps it. */
export type IntegrityRecords = {
	all(): Promise<string[]>;
	/** Documents that are not as they were when they last passed. */
	due(): Promise<Extent[]>;
	passed(documents: readonly Extent[], at: string): Promise<void>;
	thinned: MendingDeps['thinned'];
	/** What has been set aside so far. */
	setAside(): Promise<SetAsidePiece[]>;
	/** The process before this one ended without closing the database. */
	readonly wasCutOff: boolean;
	/** What the database says is wrong with its own file; null when nothing is, or it has none. */
	fileFault(): Promise<string | null>;
};

export type MendingDeps = {
	documents: Pick<DocumentStore, 'load' | 'lastSeq' | 'readLog' | 'setAside'>;
	/** Where a document's history has been thinned, in order. */
	thinned(documentName: string): Promise<Stretch[]>;
	fold(updates: readonly Uint8Array[]): Promise<Uint8Array>;
	clock: Clock;
	log: Log;
};

export type Mending = ReturnType<typeof createMending>;

/** Looks at single documents, and mends them. */
export function createMending({ documents, thinned, fold, clock, log }: MendingDeps) {
	/** C65, C66: sets aside what is damaged in what a document is opened from. Null when all is sound. */
	async function mend(documentName: string): Promise<Damage | null> {
		const stored = await documents.load(documentName);
		if (stored === null) return null;
		const { snapshot, tail } = stored;
		let rebuilt: { reason: string; bytes: Uint8Array } | null = null;
		let known = new Known();
		const updates: Fault[] = [];
		const reason = snapshot === null ? null : fault(known, snapshot.bytes);
		if (snapshot !== null && reason !== null) {
			// C66: the log has everything the snapshot had.
			const history = await readHistory(documentName, snapshot.seq);
			updates.push(...history.damaged);
			rebuilt = { reason, bytes: await fold(history.sound) };
			known = history.known;
		}
		const later = faultsOfTail(known, stored);
		updates.push(...later.updates);
		const missing = [...(await missingUnderSnapshot(documentName, stored)), ...later.missing];
		if (rebuilt === null && updates.length + missing.length === 0) return null;
		await documents.setAside({
			documentName,
			at: clock.iso(),
			updates,
			missing,
			snapshot: rebuilt
		});
		const damage = { documentName, snapshot: reason, updates, missing };
		log.error({ ...damage, sound: tail.length - later.updates.length }, 'set damage aside');
		return damage;
	}

	const readHistory = async (documentName: string, last: number): Promise<ReadLog> =>
		readWholeLog(documents, documentName, last, await thinned(documentName));

	/** C65: the numbers go on from the snapshot's, so the log has to reach it. */
	async function missingUnderSnapshot(
		documentName: string,
		{ snapshot, tail }: StoredDocument
	): Promise<number[]> {
		if (snapshot === null || tail.length > 0) return [];
		const last = (await documents.lastSeq(documentName)) ?? 0;
		return last < snapshot.seq ? [snapshot.seq] : [];
	}

	/** Everything that is wrong with a document, its history included; changes nothing. */
	async function examine(documentName: string): Promise<Damage | null> {
		const stored = await documents.load(documentName);
		if (stored === null) return null;
		const { snapshot } = stored;
		const known = new Known();
		const reason = snapshot === null ? null : fault(known, snapshot.bytes);
		const history = snapshot === null ? null : await readHistory(documentName, snapshot.seq);
		const later = faultsOfTail(reason === null ? known : (history?.known ?? known), stored);
		const updates = [...(history?.damaged ?? []), ...later.updates];
		const missing = [...(await missingUnderSnapshot(documentName, stored)), ...later.missing];
		if (reason === null && updates.length + missing.length === 0) return null;
		return { documentName, snapshot: reason, updates, missing };
	}

	return { mend, examine };
}

export type IntegrityDeps = {
	mending: Mending;
	records: IntegrityRecords;
	clock: Clock;
	log: Log;
};

/** Looks after all documents: at the start of the server, and when somebody asks. */
export function createIntegrity({ mending, records, clock, log }: IntegrityDeps) {
	return {
		/**
		 * C68: mends the documents that have changed since they were last found whole, for as long as that may
		 * hold up a start; every document is looked at when it is opened. SQLite looks at its file when it was
		 * not closed in order.
		 */
		async checkAtStart(): Promise<StartCheck> {
			const until = clock.now() + longestCheck;
			const file = records.wasCutOff ? await records.fileFault() : null;
			if (file !== null) log.error({ file }, 'the database file is damaged');
			const due = await records.due();
			const passed: Extent[] = [];
			const damaged: Damage[] = [];
			for (const extent of due) {
				if (clock.now() > until) break;
				const damage = await mending.mend(extent.documentName);
				if (damage === null) passed.push(extent);
				else damaged.push(damage);
				await nextTurn();
			}
			await records.passed(passed, clock.iso());
			const checked = passed.length + damaged.length;
			return { damaged, checked, left: due.length - checked, file };
		},

		/** C69: looks at everything and changes nothing. */
		async verify(): Promise<{
			documents: number;
			damaged: Damage[];
			setAside: SetAsidePiece[];
			file: string | null;
		}> {
			const names = await records.all();
			const damaged: Damage[] = [];
			for (const name of names) {
				const damage = await mending.examine(name);
				if (damage !== null) damaged.push(damage);
			}
			return {
				documents: names.length,
				damaged,
				setAside: await records.setAside(),
				file: await records.fileFault()
			};
		}
	};
}

/** C65: the updates after the snapshot are numbered without a gap, decode, and build on what is there. */
function faultsOfTail(
	known: Known,
	{ snapshot, tail }: StoredDocument
): Pick<Damage, 'updates' | 'missing'> {
	const updates: Fault[] = [];
	const missing: number[] = [];
	let expected = (snapshot?.seq ?? 0) + 1;
	for (const { seq, bytes } of tail) {
		for (; expected < seq; expected++) missing.push(expected);
		const reason = fault(known, bytes);
		if (reason !== null) updates.push({ seq, reason });
		expected = seq + 1;
	}
	return { updates, missing };
}
