// Keeps the index true: reads again what the database says has changed (migration 22), and texts that were written in.
// Nobody has to call it, and nothing is lost by a kill: what is pending stands in the database, and a text in the index
// knows up to which update it goes.
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Events } from '#server/kernel/events.ts';
import type { Log } from '#server/kernel/log.ts';
import type { TextAt } from '#server/domain/collaboration/derive.ts';
import type { Timers } from '#server/domain/collaboration/timers.ts';
import type { PendingRow } from '#server/storage/search-sources.ts';
import type { Store } from '#server/storage/store.ts';
import { documentOf, entriesOf, type SectionsOf } from './entries.ts';
import type { LoadFacts } from './facts.ts';
import type { SearchEntry, SearchSubject } from './search-index.ts';

/** Things read in one go: a few milliseconds, so that nobody's letters wait. */
const atOnce = 50;
/** Longest wait (ms) for what nobody has told of: another process, the command line. */
const heartbeat = 1_000;
/** What happens together is read together (ms). */
const pause = 20;
/** Somebody who types changes a text ten times a second; once in so long (ms) it is read. */
const gatheredFor = 500;
/** Reading texts takes one part of the time, and leaves so many to everybody else. */
const partsLeft = 20;

type Subject = Omit<PendingRow, 'number'>;

export type IndexingDeps = {
	store: Store;
	events: Pick<Events, 'on'>;
	log: Log;
	timers: Timers;
	/** Told of each commit to a text. */
	changed(listener: (documentName: string) => void): () => void;
	texts(documentNames: readonly string[]): Promise<(documentName: string) => TextAt>;
	facts: LoadFacts;
	sectionsOf: SectionsOf;
};

export type Indexing = ReturnType<typeof createIndexing>;

export function createIndexing(deps: IndexingDeps) {
	const { store, log, timers, facts, texts, sectionsOf } = deps;
	/** Texts that were written in and not read since. */
	const written = new Set<string>();
	let textsDueAfter = gatheredFor;
	let cancelBeat: (() => void) | undefined;
	let cancelWake: (() => void) | undefined;
	let cancelTexts: (() => void) | undefined;
	let inHand: Promise<void> = Promise.resolve();
	let isClosed = false;

	/** Reads these anew and settles what made them stale. */
	async function read(subjects: readonly Subject[], settled: readonly number[]): Promise<void> {
		const byKind = Map.groupBy(subjects, ({ kind }) => kind);
		const found = (
			await Promise.all(
				[...byKind].map(([kind, own]) =>
					facts(store, kind, [...new Set(own.map(({ subject_id }) => subject_id))])
				)
			)
		).flat();
		const names = found.flatMap((fact) => documentOf(fact) ?? []);
		const textOf = await texts(names);
		const entries = await entriesOf(store, found, textOf, sectionsOf);
		entries.sort((one, other) => (ageOf(one) < ageOf(other) ? -1 : 1));
		const keys = subjects.map(({ kind, subject_id }) => `${kind}:${subject_id}`);
		await store.transaction(async (inside) => {
			const moved = await inside.searchIndex.replace([...new Set(keys)], entries);
			for (const [kind, own] of Map.groupBy(moved, kindOf)) {
				await inside.searchSources.markWithin(kind, own.map(idOf));
			}
			await inside.searchSources.setDocumentSeqs(
				new Map(names.map((name) => [name, textOf(name).seq]))
			);
			await inside.searchSources.settle(settled);
		});
	}

	/** Everything that is pending now. */
	async function readPending(): Promise<void> {
		for (;;) {
			const rows = await store.searchSources.pending(atOnce);
			if (rows.length === 0 || isClosed) return;
			await read(
				rows,
				rows.map(({ number }) => number)
			);
			await nextTurn();
		}
	}

	async function readTexts(): Promise<void> {
		const began = performance.now();
		const names = [...written];
		for (const name of names) written.delete(name);
		try {
			const subjects = await store.searchSources.ofDocuments(names);
			for (let first = 0; first < subjects.length && !isClosed; first += atOnce) {
				await read(subjects.slice(first, first + atOnce), []);
				await nextTurn();
			}
		} catch (error) {
			for (const name of names) written.add(name);
			throw error;
		}
		textsDueAfter = Math.max(gatheredFor, (performance.now() - began) * partsLeft);
	}

	/** One after another: two at once would write the same entries. */
	function then(work: () => Promise<void>): Promise<void> {
		inHand = inHand.then(work).catch((error: unknown) => {
			if (!isClosed) log.error({ err: error }, 'the search index could not be brought up to date');
		});
		return inHand;
	}

	function wake(): void {
		cancelWake ??= timers.after(pause, () => {
			cancelWake = undefined;
			void then(readPending);
		});
	}

	function beat(): void {
		cancelBeat = timers.after(heartbeat, () => void then(readPending).then(beat));
		if (isClosed) cancelBeat();
	}

	function textChanged(documentName: string): void {
		written.add(documentName);
		cancelTexts ??= timers.after(textsDueAfter, () => {
			cancelTexts = undefined;
			void then(readTexts);
		});
	}

	const stopListening = [deps.events.on(wake), deps.changed(textChanged)];

	return {
		/** Goes on where the last process stopped, and keeps going. */
		start(): void {
			void then(async () => {
				for (const name of await store.searchSources.staleDocuments()) written.add(name);
			})
				.then(() => then(readTexts))
				.then(beat);
		},

		/** Reads all that has changed up to now. */
		async catchUp(): Promise<void> {
			await then(readTexts);
			await then(readPending);
		},

		async close(): Promise<void> {
			isClosed = true;
			for (const stop of stopListening) stop();
			cancelBeat?.();
			cancelWake?.();
			cancelTexts?.();
			await inHand;
		}
	};
}

/** Entries come into the index in the order in which they came about. */
const ageOf = ({ at, key }: SearchEntry): string => `${at} ${key}`;

const kindOf = (subject: string): SearchSubject =>
	subject.slice(0, subject.indexOf(':')) as SearchSubject;
const idOf = (subject: string): string => subject.slice(subject.indexOf(':') + 1);
