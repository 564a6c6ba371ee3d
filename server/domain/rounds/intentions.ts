// The intention to publish a report, and the day planned for it. A freedom-of-information request can be answered with
// "it will be published" only when that intention is older than the request (FOI Act 2000, s. 22): so it is recorded
// when a draft begins, and each change of it with who, when and why.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { ChangeIntention } from '#shared/round-input.ts';
import { reportTarget } from './report-loading.ts';

export type Intention = {
	intends: boolean;
	/** The minute planned for publication. */
	plannedFor: string;
	/** Empty when it was recorded as the draft began. */
	reason: string;
	/** Null: recorded by the workspace itself. */
	by: string | null;
	at: string;
};

export type Intentions = {
	report: { id: string; title: string; roundId: string };
	/** Oldest first; the last one counts. */
	items: Intention[];
	mayChange: boolean;
};

export function createIntentions(deps: {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
}) {
	const { store, transact, access, audit, clock } = deps;

	async function found(inside: Queries, actor: Actor, id: string) {
		const row = await inside.rounds.report(id);
		if (row === undefined) throw notFound();
		const organisations = await inside.rounds.organisationsOf([id]);
		const target = reportTarget(
			row,
			organisations.map((organisation) => organisation.id)
		);
		if (!access.can(actor, 'report.follow', target)) throw notFound();
		return { row, target };
	}

	async function ofReport(actor: Actor, reportId: string): Promise<Intentions> {
		const { row, target } = await found(store, actor, reportId);
		const rows = await store.intentions.ofReports([reportId]);
		return {
			report: { id: row.id, title: row.title, roundId: row.round_id },
			items: rows.map((each) => ({
				intends: each.intends === 1,
				plannedFor: each.planned_for,
				reason: each.reason,
				by: each.member_name,
				at: each.at
			})),
			mayChange: access.can(actor, 'report.intend', target)
		};
	}

	return {
		/** To its own people and the coordinator. @throws DomainError not-found */
		ofReport,

		/** Says that a report is no longer meant to be published, or is again.
		 *  @throws DomainError not-found, not-allowed, conflict (it says so already) */
		async change(
			actor: Actor,
			reportId: string,
			{ intends, reason }: ChangeIntention
		): Promise<Intentions> {
			await transact(async (inside, emit) => {
				const { row, target } = await found(inside, actor, reportId);
				access.require(actor, 'report.intend', target);
				const before = (await inside.intentions.ofReports([reportId])).at(-1);
				if ((before?.intends ?? 1) === Number(intends)) {
					throw new DomainError('conflict', {
						message: intends
							? 'It is already meant to be published.'
							: 'It is already on record that it is not meant to be published.'
					});
				}
				await inside.intentions.add([
					{
						id: newId(),
						report_id: reportId,
						intends: intends ? 1 : 0,
						planned_for: await plannedFor(inside, row),
						reason,
						member_id: actor.kind === 'member' ? actor.memberId : null,
						at: clock.iso()
					}
				]);
				await audit(inside, actor, {
					action: 'report.intend',
					target: reportId,
					details: { intends }
				});
				emit({ type: 'report-changed', reportId });
			});
			return ofReport(actor, reportId);
		}
	};
}

async function plannedFor(inside: Queries, row: ReportWithRound): Promise<string> {
	const round = await inside.rounds.byId(row.round_id);
	if (round === undefined) throw new Error(`report ${row.id} has no round`);
	return round.publishes_at;
}
