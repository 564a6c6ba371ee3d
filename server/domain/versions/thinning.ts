// Thinning old history: by the rule, off the main thread, one transaction for each stretch. A crash leaves every
// stretch either as it was or thinned.
import type { Clock } from '#server/kernel/clock.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { DocumentStore, LogEntry } from '#server/domain/collaboration/document-store.ts';
import type { History } from '#server/domain/collaboration/history/history.ts';
import type { Store } from '#server/storage/store.ts';
import { createStretches, thinnedBefore, type Stretch } from './thinning-rule.ts';

export type ThinningDeps = {
	store: Store;
	transact: Transact;
	documents: Pick<DocumentStore, 'readLog'>;
	history: Pick<History, 'thin' | 'forget'>;
	clock: Clock;
	log: Log;
};

export type Thinned = { documents: number; rowsBefore: number; rowsAfter: number };

/** Documents and heads of rows read at once. */
const documentsAtOnce = 100;
const headsAtOnce = 2_000;
const rowsAtOnce = 500;

export function createThinning(deps: ThinningDeps) {
	const { store, transact, documents, history, clock, log } = deps;
	let isStopped = false;
	let running: Promise<unknown> = Promise.resolve();

	/** The stretch's rows with their bytes. */
	async function rowsOf(documentName: string, { heads }: Stretch): Promise<LogEntry[]> {
		const last = heads.at(-1)?.seq ?? 0;
		const rows: LogEntry[] = [];
		let after = (heads[0]?.seq ?? 0) - 1;
		while (after < last) {
			const limit = Math.min(rowsAtOnce, heads.length - rows.length);
			const page = await documents.readLog(documentName, after, limit);
			if (page.length === 0) break;
			rows.push(...page);
			after = page.at(-1)?.seq ?? last;
		}
		return rows;
	}

	/** @returns how many rows there are fewer. */
	async function thinStretch(documentName: string, stretch: Stretch): Promise<number> {
		const rows = await rowsOf(documentName, stretch);
		const [first, last] = [rows[0], rows.at(-1)];
		if (first === undefined || last === undefined) return 0;
		const thinned = await history.thin(rows);
		return transact(async (inside) => {
			await inside.versions.lock(documentName);
			// Somebody may have named a moment within it meanwhile: it is looked at again next time.
			const named = await inside.versions.between(documentName, first.seq, last.seq - 1);
			if (named.length > 0) return 0;
			const before = await inside.versions.stretchAround(documentName, first.seq);
			await inside.versions.thin(
				{
					document_name: documentName,
					first_seq: Math.min(first.seq, before?.first_seq ?? first.seq),
					last_seq: last.seq,
					resolution: stretch.resolution
				},
				first.seq,
				thinned.map(({ memberId, bytes }, index) => ({
					document_name: documentName,
					seq: last.seq - thinned.length + 1 + index,
					member_id: memberId,
					// Together at the end of the stretch, as that is the moment they make.
					at: last.at,
					bytes
				}))
			);
			return rows.length - thinned.length;
		});
	}

	async function thinDocument(documentName: string, upTo: number): Promise<[number, number]> {
		const now = clock.now();
		const versions = await store.versions.between(documentName, 1, upTo);
		const stretches = createStretches(now, new Set(versions.map(({ seq }) => seq)));
		let [seen, fewer, after] = [0, 0, 0];
		for (;;) {
			const heads = await store.versions.headsOlderThan(documentName, {
				after,
				upTo,
				before: thinnedBefore(now),
				limit: headsAtOnce
			});
			seen += heads.length;
			after = heads.at(-1)?.seq ?? after;
			const complete = heads.flatMap((head) => stretches.add(head));
			if (heads.length < headsAtOnce) complete.push(...stretches.end());
			for (const stretch of complete) {
				if (isStopped) break;
				fewer += await thinStretch(documentName, stretch);
			}
			if (heads.length < headsAtOnce || isStopped) break;
		}
		if (fewer > 0) history.forget(documentName);
		return [seen, fewer];
	}

	async function thinAll(): Promise<Thinned> {
		const done: Thinned = { documents: 0, rowsBefore: 0, rowsAfter: 0 };
		let after = '';
		for (;;) {
			const page = await store.versions.snapshots(after, documentsAtOnce);
			for (const { document_name: documentName, seq } of page) {
				if (isStopped) break;
				after = documentName;
				try {
					const [seen, fewer] = await thinDocument(documentName, seq);
					done.rowsBefore += seen;
					done.rowsAfter += seen - fewer;
					if (fewer > 0) done.documents++;
				} catch (error) {
					// One text that cannot be thinned must not keep the others long.
					log.error({ err: error, documentName }, 'thinning a document failed');
				}
			}
			if (page.length < documentsAtOnce || isStopped) return done;
		}
	}

	return {
		/** Thins all that is due, one run after the other. */
		thin(): Promise<Thinned> {
			const run = running.then(thinAll);
			running = run.catch(() => undefined);
			return run;
		},
		/** Resolves when the stretch in hand is done; nothing further is begun. */
		async stop(): Promise<void> {
			isStopped = true;
			await running;
		}
	};
}
