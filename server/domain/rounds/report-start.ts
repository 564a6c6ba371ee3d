// Starting a draft: who may, for whom, and what is recorded with it.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Queries } from '#server/storage/store.ts';
import type { StartReport } from '#shared/report-input.ts';
import { carryForward } from './sections/promises.ts';
import { freeSlug, slugOf } from './report-slug.ts';
import { parseTemplate } from './template.ts';

export type ReportStartDeps = {
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
};

/** Starts a draft and answers its id. The intention to publish is recorded with it (FOI Act 2000, s. 22). */
export function createReportStart({ transact, access, audit, clock }: ReportStartDeps) {
	/** @throws DomainError invalid: somebody named is no Pledge Maker of the Alliance. */
	async function namedOrganisations(inside: Queries, ids: readonly string[]) {
		const organisations = await inside.rounds.organisationsByIds(ids);
		const isForeign = organisations.some(({ kind }) => kind !== 'pledge-maker');
		if (organisations.length === ids.length && !isForeign) return organisations;
		throw new DomainError('invalid', {
			field: 'organisationIds',
			message: 'Name organisations that are Pledge Makers of the Alliance.'
		});
	}

	/** @throws DomainError conflict: these organisations have their report in this round already. */
	async function requireNoOther(
		inside: Queries,
		others: readonly { id: string; title: string }[],
		organisationIds: readonly string[]
	): Promise<void> {
		const named = await inside.rounds.organisationsOf(others.map((other) => other.id));
		const same = others.find((other) => {
			const ids = named.filter((row) => row.report_id === other.id).map((row) => row.id);
			return (
				ids.length === organisationIds.length && ids.every((each) => organisationIds.includes(each))
			);
		});
		if (same === undefined) return;
		throw new DomainError('conflict', {
			field: 'organisationIds',
			message: `“${same.title}” is already the report of these organisations in this round.`
		});
	}

	return (actor: Actor, roundId: string, input: StartReport): Promise<string> =>
		transact(async (inside, emit) => {
			const round = await inside.rounds.byId(roundId);
			if (
				round === undefined ||
				!access.can(actor, 'round.see', { kind: 'round', state: round.state })
			) {
				throw notFound();
			}
			const organisationIds = [...new Set(input.organisationIds)];
			const organisations = await namedOrganisations(inside, organisationIds);
			access.require(actor, 'report.start', {
				kind: 'new-report',
				roundState: round.state,
				organisationIds
			});
			const others = await inside.rounds.reportsOfRound(round.id);
			await requireNoOther(inside, others, organisationIds);
			const template = await inside.rounds.template(round.template_version);
			if (template === undefined) throw new Error(`round ${round.id} has no template`);

			const reportId = newId();
			const title =
				input.title ??
				organisationIds
					.map((each) => organisations.find((organisation) => organisation.id === each)?.name)
					.join(' with ');
			const documentName = `report-${reportId}`;
			await inside.documents.create(documentName, 'report', clock.iso());
			await inside.rounds.addReport(
				{
					id: reportId,
					round_id: round.id,
					title,
					slug: freeSlug(slugOf(title), new Set(others.map((other) => other.slug))),
					state: 'draft',
					document_name: documentName,
					is_sample: 0,
					intends_to_publish_since: clock.iso(),
					created_by: actor.kind === 'member' ? actor.memberId : null,
					created_at: clock.iso(),
					published_at: null,
					correcting_since: null
				},
				organisationIds,
				parseTemplate(template.sections).map(({ key }) => key)
			);
			await inside.intentions.add([
				{
					id: newId(),
					report_id: reportId,
					intends: 1,
					planned_for: round.publishes_at,
					reason: '',
					member_id: actor.kind === 'member' ? actor.memberId : null,
					at: clock.iso()
				}
			]);
			await inside.expected.add(round.id, organisationIds);
			await carryForward(inside, { id: reportId, roundNumber: round.number, organisationIds });
			await audit(inside, actor, {
				action: 'report.start',
				target: reportId,
				details: { intendsToPublish: true, plannedFor: round.publishes_at }
			});
			emit({ type: 'report-changed', reportId });
			return reportId;
		});
}
