// The rehearsal of publication day: what holds each report back. Its own people see the words in question; the
// coordinator sees of which kind they are and where, and never the words.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Store } from '#server/storage/store.ts';
import type { AcceptFinding } from '#shared/publication-input.ts';
import { isHeldBack, withoutWords, type HoldsBack, type Judgement } from './holding-back.ts';
import type { Prepared, Readiness } from './readiness.ts';
import { isStillThis, reportTarget, type ReportOrganisation } from '../report-loading.ts';
import type { Rounds } from '../rounds.ts';

export type RehearsedReport = {
	reportId: string;
	title: string;
	organisations: ReportOrganisation[];
	/** Its text can be read, every lead has signed it, and nothing that was found is open. */
	isReady: boolean;
	/** What is accepted stands here too, and holds nothing back. */
	holdsBack: HoldsBack[];
	/** What each section is called, by key. */
	sections: { key: string; title: string; commitment: number | null }[];
	/** Whether the actor is shown the words in question. */
	readsWords: boolean;
	abilities: { accept: boolean; publish: boolean };
};

export type RoundRehearsal = {
	roundId: string;
	publishesAt: string;
	/** Drafts, by title: those the actor may follow. */
	reports: RehearsedReport[];
	/** Expected, and named by no report that the actor may know of; by name. */
	withoutReport: ReportOrganisation[];
	/** How many signatories what is ready would cover; null for whoever does not follow every report. */
	coverage: { reported: number; signatories: number } | null;
};

export type RehearsalDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	rounds: Rounds;
	readiness: Readiness;
};

export type Rehearsal = ReturnType<typeof createRehearsal>;

export function createRehearsal(deps: RehearsalDeps) {
	const { store, transact, access, audit, clock, rounds, readiness } = deps;

	/** Those of the rows that the actor follows, judged. */
	async function followed(actor: Actor, rows: readonly ReportWithRound[]) {
		const organisations = await store.rounds.organisationsOf(rows.map(({ id }) => id));
		const namedBy = (reportId: string) =>
			organisations
				.filter(({ report_id }) => report_id === reportId)
				.map(({ id, name, short_name }) => ({ id, name, shortName: short_name }));
		const targetOf = (row: ReportWithRound) =>
			reportTarget(
				row,
				namedBy(row.id).map(({ id }) => id)
			);
		const mine = rows.filter((row) => access.can(actor, 'report.follow', targetOf(row)));
		const judged = await readiness.judgeAll(store, await readiness.prepare(mine));
		return judged.map((each) => {
			const target = targetOf(each.row);
			return { ...each, target, view: viewOf(actor, each, target, namedBy(each.row.id)) };
		});
	}

	function viewOf(
		actor: Actor,
		{ row, loaded, holdsBack }: Prepared & Judgement,
		target: ReturnType<typeof reportTarget>,
		organisations: ReportOrganisation[]
	): RehearsedReport {
		const readsWords = access.can(actor, 'report.read', target);
		return {
			reportId: row.id,
			title: row.title,
			organisations,
			isReady: !isHeldBack(holdsBack),
			holdsBack: readsWords ? holdsBack : holdsBack.map(withoutWords),
			sections: (loaded?.template ?? []).map(({ key, title, commitment }) => ({
				key,
				title,
				commitment
			})),
			readsWords,
			abilities: {
				accept: access.can(actor, 'report.accept-finding', target),
				publish: access.can(actor, 'report.publish', target)
			}
		};
	}

	async function one(actor: Actor, reportId: string) {
		const row = await store.rounds.report(reportId);
		const [found] = row === undefined ? [] : await followed(actor, [row]);
		if (found === undefined) throw notFound();
		return found;
	}

	return {
		/** Every draft of the round that the actor follows. @throws DomainError not-found */
		async ofRound(actor: Actor, roundId: string): Promise<RoundRehearsal> {
			const round = await rounds.byId(actor, roundId);
			const rows = await store.rounds.reportsOfRound(round.id);
			const [drafts, expected] = await Promise.all([
				followed(
					actor,
					rows.filter(({ state }) => state === 'draft')
				),
				store.expected.ofRound(round.id)
			]);
			const published = await store.rounds.organisationsOf(
				rows.filter(({ state }) => state === 'published').map(({ id }) => id)
			);
			const ready = drafts.filter(({ view }) => view.isReady);
			const covered = new Set([
				...ready.flatMap(({ view }) => view.organisations.map(({ id }) => id)),
				...published.map(({ id }) => id)
			]);
			const target = { kind: 'round', state: round.state } as const;
			const named = new Set([
				...drafts.flatMap(({ view }) => view.organisations.map(({ id }) => id)),
				...published.map(({ id }) => id)
			]);
			return {
				roundId: round.id,
				publishesAt: round.publishesAt,
				reports: drafts.map(({ view }) => view),
				withoutReport: expected
					.filter(({ id }) => !named.has(id))
					.map(({ id, name, short_name }) => ({ id, name, shortName: short_name })),
				coverage: access.can(actor, 'round.publish', target)
					? {
							reported: (await store.pledge.signatories()).filter(({ organisation_id }) =>
								covered.has(organisation_id)
							).length,
							signatories: round.coverage.signatories
						}
					: null
			};
		},

		/** One report, a draft or one that is being corrected. @throws DomainError not-found */
		async ofReport(actor: Actor, reportId: string): Promise<RehearsedReport> {
			return (await one(actor, reportId)).view;
		},

		/**
		 * Says that what was found can stand, for exactly these words.
		 * @throws DomainError not-found, not-allowed, conflict (these words do not stand there any more)
		 */
		async accept(
			actor: Actor,
			reportId: string,
			{ finding, reason }: AcceptFinding
		): Promise<RehearsedReport> {
			const { loaded, target, holdsBack } = await one(actor, reportId);
			access.require(actor, 'report.accept-finding', target);
			const memberId = memberIdOf(actor);
			const found = holdsBack.find(({ id, mayBeAccepted }) => id === finding && mayBeAccepted);
			const section = loaded?.text.sections.find(({ key }) => key === found?.section);
			if (loaded === null || section === undefined || memberId === null) throw changedMeanwhile();
			if (found?.accepted === undefined) {
				await transact(async (inside, emit) => {
					if (!(await isStillThis(inside, loaded))) throw changedMeanwhile();
					await inside.publications.addAcceptance({
						id: newId(),
						report_id: reportId,
						finding,
						section_key: section.key,
						sha256: section.sha256,
						reason,
						accepted_by: memberId,
						accepted_at: clock.iso()
					});
					await audit(inside, actor, {
						action: 'report.accept-finding',
						target: reportId,
						details: { finding, section: section.key }
					});
					emit({ type: 'report-changed', reportId });
				});
			}
			return (await one(actor, reportId)).view;
		},

		/** Takes an acceptance back. @throws DomainError not-found, not-allowed */
		async takeBack(actor: Actor, reportId: string, finding: string): Promise<RehearsedReport> {
			const { target } = await one(actor, reportId);
			access.require(actor, 'report.accept-finding', target);
			await transact(async (inside, emit) => {
				if (!(await inside.publications.removeAcceptance(reportId, finding))) throw notFound();
				await audit(inside, actor, {
					action: 'report.take-acceptance-back',
					target: reportId,
					details: { finding }
				});
				emit({ type: 'report-changed', reportId });
			});
			return (await one(actor, reportId)).view;
		}
	};
}

const changedMeanwhile = (): DomainError =>
	new DomainError('conflict', {
		message: 'These words have changed meanwhile. Look at the rehearsal again.'
	});
