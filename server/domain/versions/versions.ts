// The past of every co-written text: who wrote when, moments with a name, any two moments compared, what was lost put
// back. It reads the log and never rewrites it; what comes back comes back as a new change.
import { DomainError } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { ComparedRun } from '#server/domain/collaboration/history/questions.ts';
import { countWords } from '#shared/words.ts';
import { nowId, type CompareVersions, type NameVersion } from '#shared/version-input.ts';
import type {
	Comparison,
	Version,
	VersionContent,
	Versions as VersionList
} from '#shared/version-output.ts';
import { watchClearing } from './clearing-guard.ts';
import {
	fromRow,
	fromStretch,
	highestSeq,
	introducing,
	momentOf,
	requireHistory,
	requireWriting,
	stretchesUpTo,
	type Introduce,
	type Moment
} from './moments.ts';
import { createRestoring } from './restoring.ts';
import { createThinning } from './thinning.ts';
import { versionAsHtml, versionAsText } from './version-export.ts';
import type { VersionsDeps } from './versions-deps.ts';

export type Versions = ReturnType<typeof createVersions>;

export function createVersions(deps: VersionsDeps) {
	const { store, transact, access, audit, clock, history } = deps;
	const stopWatching = watchClearing(deps);
	const thinning = createThinning(deps);

	/** How finely the history is kept, from when on. */
	async function keptOf(documentName: string): Promise<VersionList['kept']> {
		const thinned = await store.versions.latestStretches(documentName);
		const until = (resolution: 'hour' | 'day'): string | null =>
			thinned.find((each) => each.resolution === resolution)?.at ?? null;
		const [hourly, daily] = [until('hour'), until('day')];
		return [
			{ every: 'change', from: hourly ?? daily },
			...(hourly === null ? [] : [{ every: 'hour' as const, from: daily }]),
			...(daily === null ? [] : [{ every: 'day' as const, from: null }])
		];
	}

	const identityOf = ({ id, kind, name, at }: Moment) => ({ id, kind, name, at });

	const countOf = (runs: readonly ComparedRun[], change: ComparedRun['change']): number =>
		countWords(
			runs
				.filter((run) => run.change === change)
				.map(({ text }) => text)
				.join(' ')
		);

	const told = (runs: readonly ComparedRun[], introduce: Introduce) =>
		joined(runs).map(({ text, change, by }) => ({
			text,
			change,
			author: by === null ? null : introduce(by.memberId),
			at: by === null ? null : new Date(by.at).toISOString()
		}));

	return {
		...createRestoring(deps),
		/** Thins old history by its rule; see thinning-rule.ts. */
		thin: thinning.thin,
		asHtml: versionAsHtml,
		asText: versionAsText,
		/** Resolves when nothing is in hand. */
		async close(): Promise<void> {
			await stopWatching();
			await thinning.stop();
		},

		/** What the actor may do with the history of this text. */
		async abilities(
			actor: Actor,
			documentName: string
		): Promise<{ read: boolean; write: boolean }> {
			const rights = await access.document(actor, documentName);
			const read = rights?.mayReadHistory === true;
			return { read, write: read && rights.mayWrite };
		},

		/** Stretches of writing and moments with a name, newest first; `next` continues. @throws DomainError not-found */
		async list(
			actor: Actor,
			documentName: string,
			{ limit, after }: { limit: number; after?: string }
		): Promise<VersionList> {
			await requireHistory(deps, actor, documentName);
			const upTo = after === undefined ? highestSeq : Number(after) - 1;
			const page = await stretchesUpTo(store, documentName, upTo, limit);
			const first = page.hasMore ? page.firstSeq : 1;
			const rows = await store.versions.between(documentName, first, upTo);
			const introduce = await introducing(store, [
				...page.stretches.flatMap(({ authors }) => authors),
				...rows.map(({ member_id }) => member_id)
			]);
			const items = [
				...page.stretches.map((stretch) => ({
					seq: stretch.lastSeq,
					version: fromStretch(stretch, introduce)
				})),
				...rows.map((row) => ({
					seq: row.seq,
					version: fromRow(
						row,
						page.stretches.find(({ firstSeq }) => firstSeq <= row.seq),
						introduce
					)
				}))
			];
			// A moment with a name stands before the writing that led to it.
			const rank = ({ version }: (typeof items)[number]): number =>
				version.kind === 'writing' ? 1 : 0;
			items.sort((a, b) => b.seq - a.seq || rank(a) - rank(b));
			return {
				items: items.map(({ version }) => version),
				next: page.hasMore ? String(page.firstSeq) : null,
				kept: await keptOf(documentName)
			};
		},

		/** Gives a moment a name, and keeps it for good. @throws DomainError not-found, not-allowed, conflict (nothing is written yet) */
		async name(
			actor: Actor,
			documentName: string,
			{ name, moment: momentId = nowId }: NameVersion
		): Promise<Version> {
			await requireWriting(deps, actor, documentName);
			const row = await transact(async (inside) => {
				await inside.versions.lock(documentName);
				const moment = await momentOf(inside, documentName, momentId);
				if (moment.seq === 0) {
					throw new DomainError('conflict', { message: 'Nothing has been written yet.' });
				}
				const made = {
					id: newId(),
					document_name: documentName,
					seq: moment.seq,
					kind: 'named' as const,
					name,
					at: moment.at,
					member_id: actor.kind === 'member' ? actor.memberId : null,
					created_at: clock.iso()
				};
				await inside.versions.add(made);
				await audit(inside, actor, {
					action: 'version.name',
					target: documentName,
					details: { version: made.id, moment: moment.seq }
				});
				return made;
			});
			const { stretches } = await stretchesUpTo(store, documentName, row.seq, 1);
			const introduce = await introducing(store, [row.member_id, ...(stretches[0]?.authors ?? [])]);
			return fromRow(row, stretches[0], introduce);
		},

		/** The text as it was at a moment, section by section. @throws DomainError not-found */
		async content(actor: Actor, documentName: string, id: string): Promise<VersionContent> {
			const { shape } = await requireHistory(deps, actor, documentName);
			const moment = await momentOf(store, documentName, id);
			const fields = await history.ask('content', documentName, { seq: moment.seq });
			return {
				...identityOf(moment),
				title: shape.title,
				sections: shape.fields.map(({ field, title }) => {
					const { html, text, words } = fields[field] ?? { html: '', text: '', words: 0 };
					return { field, title, html, text, words };
				})
			};
		},

		/** Two moments word by word, with who made each change; the earlier one first, however they are given. @throws DomainError not-found */
		async compare(
			actor: Actor,
			documentName: string,
			{ from, to }: CompareVersions
		): Promise<Comparison> {
			const { shape } = await requireHistory(deps, actor, documentName);
			const [earlier, later] = (
				await Promise.all([from, to].map((id) => momentOf(store, documentName, id)))
			).sort((a, b) => a.seq - b.seq) as [Moment, Moment];
			const fields = await history.ask('compare', documentName, {
				from: earlier.seq,
				to: later.seq
			});
			const introduce = await introducing(
				store,
				Object.values(fields).flatMap((runs) => runs.map(({ by }) => by?.memberId ?? null))
			);
			return {
				from: identityOf(earlier),
				to: identityOf(later),
				sections: shape.fields.map(({ field, title }) => {
					const runs = fields[field] ?? [];
					return {
						field,
						title,
						added: countOf(runs, 'added'),
						removed: countOf(runs, 'removed'),
						runs: told(runs, introduce)
					};
				})
			};
		}
	};
}

/** Changes by one person that follow each other within this (ms) are told as one. */
const oneChange = 10 * 60_000;

/** Words that are alike in what became of them and through whom, as one run each. */
function joined(runs: readonly ComparedRun[]): ComparedRun[] {
	const done: ComparedRun[] = [];
	for (const run of runs) {
		const last = done.at(-1);
		const isAlike =
			last?.change === run.change &&
			last.by?.memberId === run.by?.memberId &&
			Math.abs((last.by?.at ?? 0) - (run.by?.at ?? 0)) <= oneChange;
		if (last !== undefined && isAlike) {
			done[done.length - 1] = {
				text: last.text + run.text,
				change: run.change,
				by: run.by && last.by && { ...run.by, at: Math.max(run.by.at, last.by.at) }
			};
		} else done.push(run);
	}
	return done;
}
