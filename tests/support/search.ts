// Search wired over a store as app.ts wires it; nothing is read again until the test says so.
import { challengeTarget } from '#server/domain/challenges/challenge-target.ts';
import type { TextAt } from '#server/domain/collaboration/derive.ts';
import { createPlaces } from '#server/domain/discussions/places.ts';
import { postTarget, threadTarget } from '#server/domain/discussions/thread-view.ts';
import { groupTarget } from '#server/domain/groups/group-target.ts';
import { noteTarget } from '#server/domain/notes/notes.ts';
import { reportTarget } from '#server/domain/rounds/report-loading.ts';
import { createSessionRecords } from '#server/domain/live-sessions/session-records.ts';
import { synthesisTarget } from '#server/domain/rounds/synthesis/synthesis.ts';
import { parseTemplate } from '#server/domain/rounds/template.ts';
import { createFacts } from '#server/domain/search/facts.ts';
import { createIndexing } from '#server/domain/search/indexing.ts';
import { createSearch } from '#server/domain/search/search.ts';
import { createLog } from '#server/kernel/log.ts';
import type { Store } from '#server/storage/store.ts';
import type { wireDomains } from './domain.ts';
import { manualTimers } from './manual-timers.ts';

/** @param textOf what stands in a document, plainly; by field */
export function wireSearch(
	store: Store,
	{
		access,
		clock,
		events,
		groups
	}: Pick<ReturnType<typeof wireDomains>, 'access' | 'clock' | 'events' | 'groups'>,
	textOf: (documentName: string) => Record<string, string> = () => ({})
) {
	const targets = {
		note: noteTarget,
		group: groupTarget,
		challenge: challengeTarget,
		report: reportTarget
	};
	const facts = createFacts({
		clock,
		places: createPlaces({ ...targets, sectionTitle: (_, key) => key }),
		sessions: createSessionRecords({ groupTargets: groups.targetsOf }),
		targets: { ...targets, thread: threadTarget, post: postTarget, synthesis: synthesisTarget }
	});
	const timers = manualTimers();
	let write: (documentName: string) => void = () => {};
	let seq = 0;
	const indexing = createIndexing({
		store,
		events,
		log: createLog('silent'),
		timers,
		changed(listener) {
			write = listener;
			return () => {};
		},
		texts: () =>
			Promise.resolve((name): TextAt => ({
				seq,
				content: Object.fromEntries(
					Object.entries(textOf(name)).map(([field, text]) => [
						field,
						{ json: {}, html: '', text, words: 0 }
					])
				)
			})),
		facts,
		sectionsOf: parseTemplate
	});
	return {
		search: createSearch({ store, access, clock, facts }),
		indexing,
		timers,
		/** Somebody has written in this document. */
		wroteIn(documentName: string): void {
			seq++;
			write(documentName);
		}
	};
}
