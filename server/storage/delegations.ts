// Queries on delegations: who signs for an organisation in its lead's place, and when.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type DelegationRow = Tables['delegations'];
export type DelegationQueries = ReturnType<typeof delegationQueries>;

export const delegationQueries = (db: Db) => {
	const named = () =>
		db
			.selectFrom('delegations')
			.innerJoin('members as leads', 'leads.id', 'delegations.lead_id')
			.innerJoin('members as deputies', 'deputies.id', 'delegations.deputy_id')
			.innerJoin('organisations', 'organisations.id', 'delegations.organisation_id')
			.selectAll('delegations')
			.select([
				'leads.name as lead_name',
				'deputies.name as deputy_name',
				'organisations.name as organisation_name'
			]);
	/** Those that hold on a day: neither ended nor lapsed because one of the two has left or has another role. */
	const inForce = (day: string) =>
		named()
			.innerJoin('memberships as lead_seats', (join) =>
				join
					.onRef('lead_seats.member_id', '=', 'delegations.lead_id')
					.onRef('lead_seats.organisation_id', '=', 'delegations.organisation_id')
			)
			.innerJoin('memberships as deputy_seats', (join) =>
				join
					.onRef('deputy_seats.member_id', '=', 'delegations.deputy_id')
					.onRef('deputy_seats.organisation_id', '=', 'delegations.organisation_id')
			)
			.where('lead_seats.role', '=', 'lead')
			.where('leads.deactivated_at', 'is', null)
			.where('deputies.deactivated_at', 'is', null)
			.where('delegations.ended_at', 'is', null)
			.where('delegations.from_on', '<=', day)
			.where('delegations.until_on', '>=', day)
			.orderBy('delegations.created_at');

	return {
		async add(row: DelegationRow): Promise<void> {
			await db.insertInto('delegations').values(row).execute();
		},
		byId(id: string) {
			return named().where('delegations.id', '=', id).executeTakeFirst();
		},
		/** Newest first. */
		ofOrganisation(organisationId: string) {
			return named()
				.where('delegations.organisation_id', '=', organisationId)
				.orderBy('delegations.id', 'desc')
				.execute();
		},
		/** @param day YYYY-MM-DD in the United Kingdom. */
		inForceFor(deputyId: string, day: string) {
			return inForce(day).where('delegations.deputy_id', '=', deputyId).execute();
		},
		async inForceOf(organisationIds: readonly string[], day: string) {
			if (organisationIds.length === 0) return [];
			return inForce(day).where('delegations.organisation_id', 'in', organisationIds).execute();
		},
		async end(id: string, at: string, by: string | null): Promise<void> {
			await db
				.updateTable('delegations')
				.set({ ended_at: at, ended_by: by })
				.where('id', '=', id)
				.execute();
		}
	};
};
