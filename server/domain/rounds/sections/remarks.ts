// Remarks: what a reviewer or a lead asks to be changed in a report, until somebody says that it is settled. Read by
// its own people only.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { ReportTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import type { RemarkKind } from '#shared/states.ts';
import type { AskForChanges } from '#shared/section-input.ts';
import { reportTarget } from '../report-loading.ts';
import type { Sections } from './sections.ts';

export type Remark = {
	id: string;
	/** Null: about the whole report. */
	sectionKey: string | null;
	kind: RemarkKind;
	body: string;
	author: { id: string; name: string };
	/** For which organisation a lead returned the report. */
	organisation: string | null;
	at: string;
	settled: { at: string; by: string | null } | null;
	abilities: { settle: boolean };
};

export type RemarksDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	sections: Sections;
};

type Row = Awaited<ReturnType<Queries['remarks']['ofReports']>>[number];

export type Remarks = ReturnType<typeof createRemarks>;

export function createRemarks({ store, transact, access, audit, clock, sections }: RemarksDeps) {
	const maySettle = (actor: Actor, target: ReportTarget, row: Row): boolean =>
		access.can(actor, 'remark.settle', { ...target, kind: 'remark', authorId: row.author_id });

	/** @throws DomainError not-found: no such report, or not theirs to read. */
	async function targetOf(inside: Queries, actor: Actor, reportId: string): Promise<ReportTarget> {
		const report = await inside.rounds.report(reportId);
		const organisations = await inside.rounds.organisationsOf([reportId]);
		if (report === undefined) throw notFound();
		const target = reportTarget(
			report,
			organisations.map(({ id }) => id)
		);
		if (!access.can(actor, 'report.read', target)) throw notFound();
		return target;
	}

	const toRemark = (actor: Actor, target: ReportTarget, row: Row): Remark => ({
		id: row.id,
		sectionKey: row.section_key,
		kind: row.kind,
		body: row.body,
		author: { id: row.author_id, name: row.author_name },
		organisation: row.organisation_name,
		at: row.created_at,
		settled: row.resolved_at === null ? null : { at: row.resolved_at, by: row.resolver_name },
		abilities: { settle: row.resolved_at === null && maySettle(actor, target, row) }
	});

	async function byId(actor: Actor, id: string): Promise<Remark> {
		const row = await store.remarks.byId(id);
		if (row === undefined) throw notFound();
		return toRemark(actor, await targetOf(store, actor, row.report_id), row);
	}

	return {
		/** Open and settled, oldest first. @throws DomainError not-found */
		async ofReport(actor: Actor, reportId: string): Promise<Remark[]> {
			const target = await targetOf(store, actor, reportId);
			const rows = await store.remarks.ofReports([reportId]);
			return rows.map((row) => toRemark(actor, target, row));
		},

		/** Asks for changes in a section, which then says so. @throws DomainError not-found, not-allowed */
		async ask(actor: Actor, reportId: string, input: AskForChanges): Promise<Remark> {
			return byId(actor, await sections.ask(actor, reportId, input));
		},

		/** Says that what was asked is settled. @throws DomainError not-found, not-allowed, conflict (it is already) */
		async settle(actor: Actor, id: string): Promise<Remark> {
			await transact(async (inside, emit) => {
				const row = await inside.remarks.byId(id);
				if (row === undefined) throw notFound();
				const target = await targetOf(inside, actor, row.report_id);
				access.require(actor, 'remark.settle', {
					...target,
					kind: 'remark',
					authorId: row.author_id
				});
				const memberId = actor.kind === 'member' ? actor.memberId : null;
				if (!(await inside.remarks.resolve(id, { memberId, at: clock.iso() }))) {
					throw new DomainError('conflict', { message: 'This is settled already.' });
				}
				await audit(inside, actor, {
					action: 'remark.settle',
					target: row.report_id,
					details: { remark: id }
				});
				emit({ type: 'report-changed', reportId: row.report_id });
			});
			return byId(actor, id);
		}
	};
}
