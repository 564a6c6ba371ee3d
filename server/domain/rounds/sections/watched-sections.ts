// Tells when writing has moved a section on: the first words make it "being written", and agreed words that change
// want another look. Nothing depends on it: the state is read from the words each time (section-state.ts).
import type { Events } from '#server/kernel/events.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Timers } from '#server/domain/collaboration/timers.ts';
import type { Store } from '#server/storage/store.ts';
import type { LoadReports } from '../report-loading.ts';
import { sectionStateNow } from './section-state.ts';

/** Somebody who types changes the text ten times a second; once in so long (ms) it is looked at. */
const gatheredFor = 2_000;

export type WatchedSectionsDeps = {
	store: Store;
	load: LoadReports;
	events: Events;
	log: Log;
	timers: Timers;
	/** Told of each commit to a text. */
	changed(listener: (documentName: string) => void): () => void;
};

/** @returns `close`, which ends the watch when what is in hand is done. */
export function watchSections({ store, load, events, log, timers, changed }: WatchedSectionsDeps) {
	const written = new Set<string>();
	/** States as they were last seen, by report. */
	const seen = new Map<string, string>();
	let cancel: (() => void) | undefined;
	let inHand: Promise<void> = Promise.resolve();

	async function look(documentNames: readonly string[]): Promise<void> {
		const rows = await store.rounds.reportsByDocuments(documentNames);
		for (const { row, sections, text } of await load(store, rows)) {
			const states = text.sections
				.map((now) =>
					sectionStateNow(
						sections.find(({ key }) => key === now.key),
						now
					)
				)
				.join(' ');
			if (seen.get(row.id) === states) continue;
			seen.set(row.id, states);
			events.emit({ type: 'report-changed', reportId: row.id });
		}
	}

	const stop = changed((documentName) => {
		written.add(documentName);
		cancel ??= timers.after(gatheredFor, () => {
			cancel = undefined;
			const names = [...written];
			written.clear();
			inHand = inHand
				.then(() => look(names))
				.catch((error: unknown) => log.error({ err: error }, 'looking at sections failed'));
		});
	});

	return {
		async close(): Promise<void> {
			stop();
			cancel?.();
			await inHand;
		}
	};
}
