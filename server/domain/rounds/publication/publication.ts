// Publication day. At the set minute every report that is ready appears, in one transaction; the rest stand there as
// not yet reported. For thirty minutes all of it can be taken back, on record.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import { memberIdOf, system, type Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { QueueMail } from '#server/domain/mail/mail.ts';
import type { RoundRow } from '#server/storage/rounds.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import type { SetMinute, WithdrawRound } from '#shared/publication-input.ts';
import { dateInWords, dayOf } from '#shared/dates.ts';
import type { PublicationOutcome } from '#shared/states.ts';
import { isHeldBack } from './holding-back.ts';
import { officialWording, type PublishReport } from './publishing.ts';
import type { Prepared, Readiness } from './readiness.ts';
import { isStillThis } from '../report-loading.ts';
import type { MoveRoundDates } from '../round-dates.ts';
import type { Round, Rounds } from '../rounds.ts';

/** Each time the reports of a round went public. */
export type RoundPublication = {
	id: string;
	plannedFor: string;
	publishedAt: string;
	/** Until when it can be taken back; null when that has passed, or has been done. */
	withdrawableUntil: string | null;
	withdrawnAt: string | null;
	/** Why it was withdrawn. */
	reason: string | null;
	/** By title. */
	reports: { reportId: string; title: string; outcome: PublicationOutcome }[];
};

export type PublicationDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	log: Log;
	mail: QueueMail;
	rounds: Rounds;
	readiness: Readiness;
	publish: PublishReport;
	moveDates: MoveRoundDates;
};

export type Publication = ReturnType<typeof createPublication>;

const withdrawalWindow = 30 * 60_000;

/** A request that names "now" arrives a moment later, by a clock that may be behind. */
const nowMayBeLate = 60_000;

/** How often the reports are read again because somebody wrote in between. */
const mostReadings = 3;

/** Somebody wrote between the reading and the transaction. */
class WordsMoved extends Error {}

/** One report could not be published; the others can. */
class ReportFailed extends Error {
	readonly reportId: string;
	constructor(reportId: string, cause: unknown) {
		super('a report could not be published', { cause });
		this.reportId = reportId;
	}
}

export function createPublication(deps: PublicationDeps) {
	const { store, transact, access, audit, clock, log, rounds, readiness } = deps;

	/** The round, when the actor may decide on its publication. @throws DomainError not-found, not-allowed */
	async function roundToPublish(
		queries: Queries,
		actor: Actor,
		roundId: string
	): Promise<RoundRow> {
		const row = await queries.rounds.byId(roundId);
		if (row === undefined) throw notFound();
		access.require(actor, 'round.publish', { kind: 'round', state: row.state });
		return row;
	}

	/** @throws DomainError invalid: the moment has passed. */
	function requireNotPast(at: string): void {
		if (Date.parse(at) >= clock.now() - nowMayBeLate) return;
		throw new DomainError('invalid', {
			field: 'at',
			message: 'That moment has passed. Choose one from now on.'
		});
	}

	/** Reports whose words are no longer those that were read, among those that could be ready. */
	async function movedAmong(
		inside: Queries,
		judged: Awaited<ReturnType<Readiness['judgeAll']>>
	): Promise<Set<string>> {
		const moved = new Set<string>();
		for (const { row, loaded, standings } of judged) {
			const isSigned = standings.every(({ signature }) => signature !== null);
			if (loaded !== null && isSigned && !(await isStillThis(inside, loaded))) moved.add(row.id);
		}
		return moved;
	}

	/** @returns false when there was nothing to publish after all. */
	const publishPrepared = (
		roundId: string,
		prepared: readonly Prepared[],
		{ failed, isLastReading }: { failed: ReadonlySet<string>; isLastReading: boolean }
	): Promise<boolean> =>
		transact(async (inside, emit) => {
			const round = await inside.rounds.byId(roundId);
			if (round === undefined || Date.parse(round.publishes_at) > clock.now()) return false;
			if (!(await inside.publications.moveRound(roundId, 'open', 'published'))) return false;
			const judged = await readiness.judgeAll(inside, prepared);
			const moved = await movedAmong(inside, judged);
			if (moved.size > 0 && !isLastReading) throw new WordsMoved();

			const publishedAt = clock.iso();
			const wording = await officialWording(inside, roundId);
			const outcomes = new Map<string, PublicationOutcome>();
			for (const { row, loaded, standings, holdsBack } of judged) {
				const isReady = loaded !== null && !isHeldBack(holdsBack) && !moved.has(row.id);
				if (!isReady || failed.has(row.id)) {
					outcomes.set(row.id, failed.has(row.id) || loaded === null ? 'failed' : 'not-ready');
					continue;
				}
				try {
					const edition = { number: 1, note: null, publishedAt, wording, standings };
					await deps.publish(inside, emit, system, loaded, edition);
				} catch (error) {
					throw new ReportFailed(row.id, error);
				}
				outcomes.set(row.id, 'published');
			}

			const id = newId();
			await inside.publications.add({
				id,
				round_id: roundId,
				planned_for: round.publishes_at,
				published_at: publishedAt,
				withdrawn_at: null,
				withdrawn_by: null,
				reason: null
			});
			await inside.publications.addReports(
				[...outcomes].map(([report_id, outcome]) => ({ publication_id: id, report_id, outcome }))
			);
			const count = [...outcomes.values()].filter((outcome) => outcome === 'published').length;
			await audit(inside, system, {
				action: 'round.publish',
				target: roundId,
				details: { published: count, heldBack: outcomes.size - count }
			});
			await tellOfPublication(inside, round, id, count);
			emit({ type: 'round-changed', roundId });
			emit({ type: 'record-changed' });
			return true;
		});

	async function tellOfPublication(
		inside: Store,
		round: RoundRow,
		id: string,
		count: number
	): Promise<void> {
		const covered = await inside.rounds.reportedCount(round.id);
		const reports = count === 1 ? 'One report is' : `${count} reports are`;
		for (const memberId of await inside.expected.membersConcerned(round.id)) {
			await deps.mail(inside, {
				memberId,
				kind: 'publication',
				key: `publication ${id}`,
				subject: `${round.title} is public`,
				text: `${reports} public, covering ${covered} of ${round.signatory_count} signatories. Who was not ready stands there as not yet reported, and can still report.`,
				path: `/rounds/${round.number}`
			});
		}
	}

	async function publishRound({ id }: RoundRow): Promise<void> {
		const failed = new Set<string>();
		for (let readings = 1; ; readings += 1) {
			const reports = await store.rounds.reportsOfRound(id);
			const drafts = reports.filter(({ state }) => state === 'draft');
			const prepared = await readiness.prepare(drafts);
			try {
				const isLastReading = readings >= mostReadings + failed.size;
				const isDone = await publishPrepared(id, prepared, { failed, isLastReading });
				if (isDone) log.info({ roundId: id, failed: failed.size }, 'published a round');
				return;
			} catch (error) {
				if (error instanceof ReportFailed) {
					log.error({ err: error, reportId: error.reportId }, 'held back on publication day');
					failed.add(error.reportId);
				} else if (!(error instanceof WordsMoved)) throw error;
			}
		}
	}

	return {
		/** The next moment at which a round is to be published; null when none is open. */
		async nextAt(): Promise<string | null> {
			const [next] = await store.publications.openRounds();
			return next?.publishes_at ?? null;
		},

		/** Publishes every round whose minute has come. Asked twice, it publishes once. */
		async publishDue(): Promise<void> {
			for (const round of await store.publications.openRounds()) {
				if (Date.parse(round.publishes_at) <= clock.now()) await publishRound(round);
			}
		},

		/** Each time the reports of a round went public, newest first. @throws DomainError not-found, not-allowed */
		async ofRound(actor: Actor, roundId: string): Promise<RoundPublication[]> {
			await roundToPublish(store, actor, roundId);
			const rows = await store.publications.ofRound(roundId);
			const reports = await store.publications.reportsOf(rows.map(({ id }) => id));
			return rows.map((row) => ({
				id: row.id,
				plannedFor: row.planned_for,
				publishedAt: row.published_at,
				withdrawableUntil: withdrawableUntil(row, clock.now()),
				withdrawnAt: row.withdrawn_at,
				reason: row.reason,
				reports: reports
					.filter(({ publication_id }) => publication_id === row.id)
					.map(({ report_id, title, outcome }) => ({ reportId: report_id, title, outcome }))
			}));
		},

		/**
		 * Sets the minute of publication; dates that would come after it move with it, each on record.
		 * @throws DomainError not-found, not-allowed, invalid (in the past), conflict (published already)
		 */
		async setMinute(actor: Actor, roundId: string, { at, reason }: SetMinute): Promise<Round> {
			await transact(async (inside, emit) => {
				const row = await roundToPublish(inside, actor, roundId);
				if (row.state === 'published') {
					throw new DomainError('conflict', {
						message: 'This round is published. It can be withdrawn within thirty minutes.'
					});
				}
				requireNotPast(at);
				await deps.moveDates(inside, emit, actor, row, {
					to: { publishesAt: at, ...movedUpTo(dayOf(at), row) },
					reason
				});
			});
			return rounds.byId(actor, roundId);
		},

		/**
		 * Takes back all reports of a round within thirty minutes of publication, and sets a new minute.
		 * @throws DomainError not-found, not-allowed, invalid (in the past), conflict (not published, or too late)
		 */
		async withdraw(actor: Actor, roundId: string, { reason, at }: WithdrawRound): Promise<Round> {
			await transact(async (inside, emit) => {
				const row = await roundToPublish(inside, actor, roundId);
				const [publication] = await inside.publications.ofRound(roundId);
				if (publication === undefined || withdrawableUntil(publication, clock.now()) === null) {
					throw new DomainError('conflict', {
						message:
							'What is public can be withdrawn for thirty minutes; after that it is corrected.'
					});
				}
				requireNotPast(at);
				const reports = await inside.rounds.reportsOfRound(roundId);
				const published = reports.filter(({ state }) => state === 'published');
				const ids = published.map(({ id }) => id);
				const now = clock.iso();
				await inside.publications.withdrawEditions(ids, now);
				await inside.publications.endCorrections(ids, {
					outcome: 'abandoned',
					ended_by: memberIdOf(actor),
					ended_at: now
				});
				for (const report of published) {
					await inside.publications.setReport(report.id, {
						state: 'draft',
						published_at: null,
						correcting_since: null
					});
					emit({ type: 'report-changed', reportId: report.id });
					emit({
						type: 'access-changed',
						scope: { kind: 'document', documentName: report.document_name }
					});
				}
				await inside.publications.withdraw(publication.id, {
					withdrawn_at: now,
					withdrawn_by: memberIdOf(actor),
					reason
				});
				await inside.publications.moveRound(roundId, 'published', 'open');
				await audit(inside, actor, {
					action: 'round.withdraw',
					target: roundId,
					details: { reports: published.length, publishedAt: publication.published_at }
				});
				await deps.moveDates(
					inside,
					emit,
					actor,
					{ ...row, state: 'open' },
					{
						to: { publishesAt: at },
						reason: `The reports were withdrawn on ${dateInWords(now, { time: true })}: ${reason}`
					}
				);
				emit({ type: 'record-changed' });
			});
			return rounds.byId(actor, roundId);
		}
	};
}

/** Dates of the round that would come after its publication day, moved up to it. */
const movedUpTo = (day: string, row: RoundRow) => ({
	...(row.drafts_due_on > day ? { draftsDueOn: day } : {}),
	...(row.review_ends_on > day ? { reviewEndsOn: day } : {}),
	...(row.sign_off_due_on > day ? { signOffDueOn: day } : {})
});

function withdrawableUntil(
	row: { published_at: string; withdrawn_at: string | null },
	now: number
): string | null {
	const until = Date.parse(row.published_at) + withdrawalWindow;
	return row.withdrawn_at === null && now < until ? new Date(until).toISOString() : null;
}
