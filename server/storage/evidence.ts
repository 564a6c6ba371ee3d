// Queries on evidence: notes and posts offered to organisations' sections.
import type { EvidenceSource, OfferOutcome } from '#shared/states.ts';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type OfferRow = Tables['evidence_offers'];
export type OfferWithNames = OfferRow & {
	offered_by_name: string;
	organisation_name: string;
	settled_by_name: string | null;
};
export type EvidenceQueries = ReturnType<typeof evidenceQueries>;

export const evidenceQueries = (db: Db) => {
	const withNames = () =>
		db
			.selectFrom('evidence_offers')
			.innerJoin('members', 'members.id', 'evidence_offers.offered_by')
			.innerJoin('organisations', 'organisations.id', 'evidence_offers.organisation_id')
			.leftJoin('members as settlers', 'settlers.id', 'evidence_offers.settled_by')
			.selectAll('evidence_offers')
			.select([
				'members.name as offered_by_name',
				'organisations.name as organisation_name',
				'settlers.name as settled_by_name'
			]);

	return {
		async add(row: OfferRow): Promise<void> {
			await db.insertInto('evidence_offers').values(row).execute();
		},
		byId(id: string): Promise<OfferWithNames | undefined> {
			return withNames().where('evidence_offers.id', '=', id).executeTakeFirst();
		},
		/** Offered to these organisations, or by this member; newest first. */
		ofMember(memberId: string, organisationIds: readonly string[]): Promise<OfferWithNames[]> {
			return withNames()
				.where((e) =>
					e.or([
						e('evidence_offers.offered_by', '=', memberId),
						...(organisationIds.length === 0
							? []
							: [e('evidence_offers.organisation_id', 'in', organisationIds)])
					])
				)
				.orderBy('evidence_offers.id', 'desc')
				.limit(500)
				.execute();
		},
		/** Offered to these organisations' sections, oldest first. */
		async ofOrganisations(organisationIds: readonly string[]): Promise<OfferWithNames[]> {
			if (organisationIds.length === 0) return [];
			return withNames()
				.where('evidence_offers.organisation_id', 'in', organisationIds)
				.orderBy('evidence_offers.id')
				.execute();
		},
		/** Of one note or post, oldest first. */
		ofSource(kind: EvidenceSource, id: string): Promise<OfferWithNames[]> {
			return withNames()
				.where('evidence_offers.source_kind', '=', kind)
				.where('evidence_offers.source_id', '=', id)
				.orderBy('evidence_offers.id')
				.execute();
		},
		/** Whether it is offered to that section already and waits for an answer. */
		async isOffered(
			row: Pick<OfferRow, 'source_kind' | 'source_id' | 'organisation_id' | 'section_key'>
		): Promise<boolean> {
			const found = await db
				.selectFrom('evidence_offers')
				.select('id')
				.where('source_kind', '=', row.source_kind)
				.where('source_id', '=', row.source_id)
				.where('organisation_id', '=', row.organisation_id)
				.where('section_key', '=', row.section_key)
				.where('outcome', 'is', null)
				.executeTakeFirst();
			return found !== undefined;
		},
		/** Reports this organisation is writing, beside whose sections its offers stand. */
		async reportsOf(organisationId: string): Promise<string[]> {
			const rows = await db
				.selectFrom('report_organisations')
				.innerJoin('reports', 'reports.id', 'report_organisations.report_id')
				.select('reports.id')
				.where('report_organisations.organisation_id', '=', organisationId)
				.where('reports.state', '=', 'draft')
				.execute();
			return rows.map(({ id }) => id);
		},
		/** @returns whether nobody had answered until now. */
		async settle(
			id: string,
			set: {
				outcome: OfferOutcome;
				answer: string;
				report_id: string | null;
				settled_by: string;
				settled_at: string;
			}
		): Promise<boolean> {
			const result = await db
				.updateTable('evidence_offers')
				.set(set)
				.where('id', '=', id)
				.where('outcome', 'is', null)
				.executeTakeFirst();
			return result.numUpdatedRows > 0n;
		}
	};
};
