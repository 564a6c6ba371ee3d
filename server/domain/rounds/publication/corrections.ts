// After publication day: a report that was late, and corrections. A correction begins from the words as they were
// published and ends as the next edition, with a note for everyone; until then the public reads what stands.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { DomainEvent } from '#server/kernel/events.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Store } from '#server/storage/store.ts';
import { sectionField } from '#shared/document-fields.ts';
import type { StartCorrection } from '#shared/publication-input.ts';
import type { CorrectionOutcome } from '#shared/states.ts';
import type { Doc } from 'yjs';
import type { Answer } from '../fingerprint.ts';
import { isHeldBack } from './holding-back.ts';
import { officialWording, type PublishReport } from './publishing.ts';
import type { Readiness } from './readiness.ts';
import { isStillThis, type LoadedReport, type LoadReports } from '../report-loading.ts';

export type Correction = {
	/** What is corrected, in public words. */
	note: string;
	startedBy: string | null;
	startedAt: string;
	/** Null while it is being written. */
	outcome: CorrectionOutcome | null;
	endedAt: string | null;
};

export type Corrections = {
	/** The newest edition, which is what the public reads. */
	edition: { number: number; publishedAt: string } | null;
	/** Newest first. */
	corrections: Correction[];
	/** Whether the words differ from those that are public. */
	hasChanges: boolean;
	abilities: { correct: boolean; publish: boolean };
};

export type CorrectionsDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	load: LoadReports;
	readiness: Readiness;
	publish: PublishReport;
	/** Changes a text on somebody's behalf. */
	edit(documentName: string, memberId: string | null, change: (doc: Doc) => void): Promise<unknown>;
	/** Makes a field read like this ProseMirror document. */
	restoreField(doc: Doc, field: string, json: object): void;
};

const conflict = (message: string): DomainError => new DomainError('conflict', { message });

export function createCorrections(deps: CorrectionsDeps) {
	const { store, transact, access, audit, clock, load, readiness } = deps;

	/** @throws DomainError not-found */
	async function loadedFor(actor: Actor, reportId: string): Promise<LoadedReport> {
		const row = await store.rounds.report(reportId);
		const [loaded] = row === undefined ? [] : await load(store, [row]);
		if (loaded === undefined || !access.can(actor, 'report.follow', loaded.target)) {
			throw notFound();
		}
		return loaded;
	}

	/** Sections that do not read as they were published, as they were published. */
	async function publishedWords({ row, text }: LoadedReport) {
		const [edition] = await store.editions.ofReports([row.id]);
		const sections = edition === undefined ? [] : await store.editions.sectionsOf([edition.id]);
		return sections
			.filter(({ key, sha256 }) =>
				text.sections.some((now) => now.key === key && now.sha256 !== sha256)
			)
			.map(({ key, canonical }) => ({
				key,
				...(JSON.parse(canonical) as { content: object[]; answers?: Answer[] })
			}));
	}

	async function putAnswersBack(
		inside: Store,
		{ promises }: LoadedReport,
		published: Awaited<ReturnType<typeof publishedWords>>
	): Promise<void> {
		for (const { key, answers = [] } of published) {
			for (const answer of answers) {
				const promise = promises.find(({ words }) => words === answer.promise);
				if (promise === undefined) continue;
				await inside.promises.answer(promise.id, {
					outcome: answer.outcome,
					explanation: answer.explanation,
					section_key: key,
					answered_by: promise.answered_by,
					answered_at: promise.answered_at
				});
			}
		}
	}

	/** As a change like anybody's: the words that are given up stay in the history. */
	async function putWordsBack(
		actor: Actor,
		{ row }: LoadedReport,
		published: Awaited<ReturnType<typeof publishedWords>>
	): Promise<void> {
		if (published.length === 0) return;
		await deps.edit(row.document_name, memberIdOf(actor), (doc) => {
			for (const { key, content } of published) {
				const blocks = content.length === 0 ? [{ type: 'paragraph' }] : content;
				deps.restoreField(doc, sectionField(key), { type: 'doc', content: blocks });
			}
		});
	}

	function tell(emit: (event: DomainEvent) => void, { row }: LoadedReport): void {
		emit({ type: 'report-changed', reportId: row.id });
		emit({ type: 'access-changed', scope: { kind: 'document', documentName: row.document_name } });
	}

	async function of(actor: Actor, reportId: string): Promise<Corrections> {
		const { row, target, text } = await loadedFor(actor, reportId);
		const [[edition], corrections] = await Promise.all([
			store.editions.ofReports([row.id]),
			store.publications.correctionsOf(row.id)
		]);
		return {
			edition:
				edition === undefined
					? null
					: { number: edition.number, publishedAt: edition.published_at },
			corrections: corrections.map((each) => ({
				note: each.note,
				startedBy: each.starter_name,
				startedAt: each.started_at,
				outcome: each.outcome,
				endedAt: each.ended_at
			})),
			hasChanges: edition !== undefined && edition.sha256 !== text.sha256,
			abilities: {
				correct: access.can(actor, 'report.correct', target),
				publish: access.can(actor, 'report.publish', target)
			}
		};
	}

	return {
		/** What has been corrected, and whether a correction is being written. @throws DomainError not-found */
		of,

		/** Opens a published report for writing again. @throws DomainError not-found, not-allowed, conflict (under way) */
		async start(actor: Actor, reportId: string, { note }: StartCorrection): Promise<Corrections> {
			const loaded = await loadedFor(actor, reportId);
			access.require(actor, 'report.correct', loaded.target);
			if (loaded.target.isCorrecting) throw conflict('A correction is being written already.');
			// Words that came in while it was being published, or that a broken correction left behind.
			const published = await publishedWords(loaded);
			await putWordsBack(actor, loaded, published);
			await transact(async (inside, emit) => {
				const row = await inside.rounds.report(reportId);
				if (row?.state !== 'published' || row.correcting_since !== null) {
					throw conflict('A correction is being written already.');
				}
				await putAnswersBack(inside, loaded, published);
				await inside.publications.setReport(reportId, { correcting_since: clock.iso() });
				await inside.publications.addCorrection({
					id: newId(),
					report_id: reportId,
					note,
					started_by: memberIdOf(actor),
					started_at: clock.iso(),
					outcome: null,
					ended_by: null,
					ended_at: null
				});
				await audit(inside, actor, { action: 'correction.start', target: reportId });
				tell(emit, loaded);
			});
			return of(actor, reportId);
		},

		/** Puts another note beside the correction that is being written. @throws DomainError not-found, not-allowed, conflict */
		async setNote(actor: Actor, reportId: string, { note }: StartCorrection): Promise<Corrections> {
			const loaded = await loadedFor(actor, reportId);
			access.require(actor, 'report.correct', loaded.target);
			if (!loaded.target.isCorrecting) throw conflict('No correction is being written.');
			await transact(async (inside, emit) => {
				await inside.publications.setCorrectionNote(reportId, note);
				await audit(inside, actor, { action: 'correction.note', target: reportId });
				emit({ type: 'report-changed', reportId });
			});
			return of(actor, reportId);
		},

		/** Gives a correction up: the text reads as it was published. @throws DomainError not-found, not-allowed, conflict */
		async abandon(actor: Actor, reportId: string): Promise<Corrections> {
			const loaded = await loadedFor(actor, reportId);
			access.require(actor, 'report.correct', loaded.target);
			if (!loaded.target.isCorrecting) throw conflict('No correction is being written.');
			await transact(async (inside, emit) => {
				await inside.publications.setReport(reportId, { correcting_since: null });
				await inside.publications.endCorrections([reportId], {
					outcome: 'abandoned',
					ended_by: memberIdOf(actor),
					ended_at: clock.iso()
				});
				await audit(inside, actor, { action: 'correction.abandon', target: reportId });
				tell(emit, loaded);
			});
			// Read once nobody can write any more.
			const last = await loadedFor(actor, reportId);
			const published = await publishedWords(last);
			await transact((inside) => putAnswersBack(inside, last, published));
			await putWordsBack(actor, last, published);
			return of(actor, reportId);
		},

		/**
		 * Publishes a report that was not ready on the day, or a correction as the next edition.
		 * @throws DomainError not-found, not-allowed, conflict (something holds it back, or nothing has changed)
		 */
		async publish(actor: Actor, reportId: string): Promise<Corrections> {
			const loaded = await loadedFor(actor, reportId);
			access.require(actor, 'report.publish', loaded.target);
			const prepared = await readiness.prepare([loaded.row]);
			await transact(async (inside, emit) => {
				const row = await inside.rounds.report(reportId);
				const [judged] = await readiness.judgeAll(inside, prepared);
				const isAsRead =
					row?.state === loaded.row.state &&
					row.correcting_since === loaded.row.correcting_since &&
					row.round_state === loaded.row.round_state;
				if (!isAsRead || judged?.loaded == null || !(await isStillThis(inside, judged.loaded))) {
					throw conflict('Somebody has just changed it. Look again, and publish it then.');
				}
				const count = judged.holdsBack.filter(({ accepted }) => accepted === undefined).length;
				if (isHeldBack(judged.holdsBack)) {
					throw conflict(
						count === 1
							? 'One thing still holds it back. The rehearsal says what.'
							: `${count} things still hold it back. The rehearsal says what.`
					);
				}
				const [edition] = await inside.editions.ofReports([reportId]);
				if (edition?.sha256 === judged.loaded.text.sha256) {
					throw conflict(`Nothing has changed since edition ${edition.number}.`);
				}
				const [correction] = await inside.publications.correctionsOf(reportId);
				await deps.publish(inside, emit, actor, judged.loaded, {
					number: (edition?.number ?? 0) + 1,
					note: correction?.outcome === null ? correction.note : null,
					publishedAt: clock.iso(),
					wording: await officialWording(inside, loaded.row.round_id),
					standings: judged.standings
				});
				await inside.publications.endCorrections([reportId], {
					outcome: 'published',
					ended_by: memberIdOf(actor),
					ended_at: clock.iso()
				});
			});
			return of(actor, reportId);
		}
	};
}
