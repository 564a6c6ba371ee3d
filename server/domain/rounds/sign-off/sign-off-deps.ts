// What signing needs of the house, and the facts that decide who may.
import { notFound } from '#server/kernel/errors.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { SignatureTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { QueueMail } from '#server/domain/mail/mail.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import type { Comparison } from '#shared/version-output.ts';
import { reportTarget, type LoadReports } from '../report-loading.ts';
import type { Draft } from '../reports.ts';
import type { Named } from './standing.ts';

export type SignOffDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	mail: QueueMail;
	load: LoadReports;
	/** A draft with its text; who may read it has been asked. */
	draft(reportId: string): Promise<Draft>;
	/** Two moments of a text word by word; who may read it has been asked. */
	compare(documentName: string, range: { from: string; to: string }): Promise<Comparison>;
};

export type SigningFacts = {
	row: ReportWithRound;
	organisation: Named;
	target: SignatureTarget;
	/** The lead in whose place the actor signs; null for a lead. */
	inPlaceOf: Named | null;
};

/**
 * What decides whether the actor may sign this report for this organisation.
 * @throws DomainError not-found: no such report, or none of this organisation's
 */
export async function signingFacts(
	{ clock }: Pick<SignOffDeps, 'clock'>,
	queries: Queries,
	actor: Actor,
	reportId: string,
	organisationId: string
): Promise<SigningFacts> {
	const row = await queries.rounds.report(reportId);
	if (row === undefined) throw notFound();
	const organisations = await queries.rounds.organisationsOf([reportId]);
	const organisation = organisations.find(({ id }) => id === organisationId);
	if (organisation === undefined) throw notFound();
	const inPlaceOf = await leadInWhosePlace({ clock }, queries, actor, organisationId);
	return {
		row,
		organisation: { id: organisation.id, name: organisation.name },
		inPlaceOf,
		target: signatureTarget(row, {
			organisationIds: organisations.map(({ id }) => id),
			organisationId,
			isDeputy: inPlaceOf !== null
		})
	};
}

async function leadInWhosePlace(
	{ clock }: Pick<SignOffDeps, 'clock'>,
	queries: Queries,
	actor: Actor,
	organisationId: string
): Promise<Named | null> {
	const memberId = memberIdOf(actor);
	if (memberId === null || isLeadOf(actor, organisationId)) return null;
	const delegations = await queries.delegations.inForceFor(memberId, dayOf(clock.iso()));
	const found = delegations.find(({ organisation_id }) => organisation_id === organisationId);
	return found === undefined ? null : { id: found.lead_id, name: found.lead_name };
}

const isLeadOf = (actor: Actor, organisationId: string): boolean =>
	'seats' in actor &&
	actor.seats.some((seat) => seat.organisationId === organisationId && seat.role === 'lead');

export const signatureTarget = (
	row: ReportWithRound,
	about: Pick<SignatureTarget, 'organisationIds' | 'organisationId' | 'isDeputy'>
): SignatureTarget => ({
	...reportTarget(row, about.organisationIds),
	...about,
	kind: 'signature',
	reportId: row.id
});
