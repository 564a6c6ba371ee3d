// Queries on organisations, members, their seats and roles, their API tokens, and the set-up link.
// Login sessions have a file of their own (login-sessions.ts).
import type { AllianceRole } from '#shared/roles.ts';
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type MemberRow = Tables['members'];
export type OrganisationRow = Tables['organisations'];
export type ApiTokenRow = Tables['api_tokens'];
export type AccountQueries = ReturnType<typeof accountQueries>;

export const accountQueries = (db: Db) => ({
	async hasMembers(): Promise<boolean> {
		return (await db.selectFrom('members').select('id').limit(1).executeTakeFirst()) !== undefined;
	},
	/** Whether this is, or was made as, the demonstration workspace. */
	async hasSampleMembers(): Promise<boolean> {
		const row = await db
			.selectFrom('members')
			.select('id')
			.where('is_sample', '=', 1)
			.limit(1)
			.executeTakeFirst();
		return row !== undefined;
	},
	member(id: string): Promise<MemberRow | undefined> {
		return db.selectFrom('members').selectAll().where('id', '=', id).executeTakeFirst();
	},
	/** @param email in lower case. */
	memberByEmail(email: string): Promise<MemberRow | undefined> {
		return db.selectFrom('members').selectAll().where('email', '=', email).executeTakeFirst();
	},
	/** Oldest first. */
	members(page: { after: string | undefined; limit: number }): Promise<MemberRow[]> {
		return db
			.selectFrom('members')
			.selectAll()
			.$if(page.after !== undefined, (query) => query.where('id', '>', page.after ?? ''))
			.orderBy('id')
			.limit(page.limit)
			.execute();
	},
	async addMember(row: MemberRow): Promise<void> {
		await db.insertInto('members').values(row).execute();
	},
	async setPassword(memberId: string, hash: string): Promise<void> {
		await db
			.updateTable('members')
			.set({ password_hash: hash })
			.where('id', '=', memberId)
			.execute();
	},
	async deactivateMember(memberId: string, at: string): Promise<void> {
		await db
			.updateTable('members')
			.set({ deactivated_at: at })
			.where('id', '=', memberId)
			.execute();
	},

	/** A member's seats with their organisations, oldest first. */
	seatsOf(memberId: string) {
		return db
			.selectFrom('memberships')
			.innerJoin('organisations', 'organisations.id', 'memberships.organisation_id')
			.select([
				'memberships.organisation_id',
				'memberships.role',
				'organisations.name',
				'organisations.kind'
			])
			.where('memberships.member_id', '=', memberId)
			.orderBy('memberships.created_at')
			.orderBy('memberships.organisation_id')
			.execute();
	},
	/** Who has a seat in one of these organisations and can sign in, by name. */
	async peopleOf(organisationIds: readonly string[]) {
		if (organisationIds.length === 0) return [];
		return db
			.selectFrom('memberships')
			.innerJoin('members', 'members.id', 'memberships.member_id')
			.innerJoin('organisations', 'organisations.id', 'memberships.organisation_id')
			.select([
				'members.id',
				'members.name',
				'memberships.role',
				'memberships.organisation_id',
				'organisations.short_name as organisation_name'
			])
			.where('memberships.organisation_id', 'in', organisationIds)
			.where('members.deactivated_at', 'is', null)
			.orderBy('members.name')
			.orderBy('members.id')
			.execute();
	},
	/** A seat in an organisation; of one that is there, only the role changes. */
	async addMembership(row: Tables['memberships']): Promise<void> {
		await db
			.insertInto('memberships')
			.values(row)
			.onConflict((conflict) =>
				conflict.columns(['member_id', 'organisation_id']).doUpdateSet({ role: row.role })
			)
			.execute();
	},
	/** @returns whether there was one. */
	async removeMembership(memberId: string, organisationId: string): Promise<boolean> {
		const result = await db
			.deleteFrom('memberships')
			.where('member_id', '=', memberId)
			.where('organisation_id', '=', organisationId)
			.executeTakeFirst();
		return result.numDeletedRows > 0n;
	},

	async allianceRolesOf(memberId: string): Promise<AllianceRole[]> {
		const rows = await db
			.selectFrom('alliance_roles')
			.select('role')
			.where('member_id', '=', memberId)
			.orderBy('role')
			.execute();
		return rows.map((row) => row.role);
	},
	async addAllianceRole(row: Tables['alliance_roles']): Promise<void> {
		await db
			.insertInto('alliance_roles')
			.values(row)
			.onConflict((conflict) => conflict.doNothing())
			.execute();
	},
	async removeAllianceRole(memberId: string, role: AllianceRole): Promise<void> {
		await db
			.deleteFrom('alliance_roles')
			.where('member_id', '=', memberId)
			.where('role', '=', role)
			.execute();
	},
	/** Whether somebody else who can sign in is coordinator. */
	async hasOtherCoordinator(memberId: string): Promise<boolean> {
		const row = await db
			.selectFrom('alliance_roles')
			.innerJoin('members', 'members.id', 'alliance_roles.member_id')
			.select('members.id')
			.where('alliance_roles.role', '=', 'coordinator')
			.where('members.id', '!=', memberId)
			.where('members.deactivated_at', 'is', null)
			.limit(1)
			.executeTakeFirst();
		return row !== undefined;
	},

	organisation(id: string): Promise<OrganisationRow | undefined> {
		return db.selectFrom('organisations').selectAll().where('id', '=', id).executeTakeFirst();
	},
	organisationByName(name: string): Promise<OrganisationRow | undefined> {
		return db.selectFrom('organisations').selectAll().where('name', '=', name).executeTakeFirst();
	},
	async addOrganisation(row: OrganisationRow): Promise<void> {
		await db.insertInto('organisations').values(row).execute();
	},

	tokenByHash(hash: string): Promise<ApiTokenRow | undefined> {
		return db
			.selectFrom('api_tokens')
			.selectAll()
			.where('token_hash', '=', hash)
			.executeTakeFirst();
	},
	token(id: string): Promise<ApiTokenRow | undefined> {
		return db.selectFrom('api_tokens').selectAll().where('id', '=', id).executeTakeFirst();
	},
	/** Newest first. */
	tokensOf(memberId: string): Promise<ApiTokenRow[]> {
		return db
			.selectFrom('api_tokens')
			.selectAll()
			.where('member_id', '=', memberId)
			.orderBy('id', 'desc')
			.execute();
	},
	async addToken(row: ApiTokenRow): Promise<void> {
		await db.insertInto('api_tokens').values(row).execute();
	},
	async markTokenUsed(id: string, at: string): Promise<void> {
		await db.updateTable('api_tokens').set({ last_used_at: at }).where('id', '=', id).execute();
	},
	/** @returns whether the member had it. */
	async removeToken(memberId: string, id: string): Promise<boolean> {
		const result = await db
			.deleteFrom('api_tokens')
			.where('member_id', '=', memberId)
			.where('id', '=', id)
			.executeTakeFirst();
		return result.numDeletedRows > 0n;
	},
	/** @returns the ids of those it removed. */
	async removeTokensOf(memberId: string): Promise<string[]> {
		const rows = await db
			.deleteFrom('api_tokens')
			.where('member_id', '=', memberId)
			.returning('id')
			.execute();
		return rows.map((row) => row.id);
	},

	async addSetupLink(row: Tables['setup_links']): Promise<void> {
		await db.insertInto('setup_links').values(row).execute();
	},
	/** @returns the link when it is unused and still good at that time. */
	openSetupLink(hash: string, at: string): Promise<Tables['setup_links'] | undefined> {
		return db
			.selectFrom('setup_links')
			.selectAll()
			.where('token_hash', '=', hash)
			.where('used_at', 'is', null)
			.where('expires_at', '>', at)
			.executeTakeFirst();
	},
	/** Uses the link up. Of two who try at once, one is told true. */
	async useSetupLink(hash: string, at: string): Promise<boolean> {
		const result = await db
			.updateTable('setup_links')
			.set({ used_at: at })
			.where('token_hash', '=', hash)
			.where('used_at', 'is', null)
			.where('expires_at', '>', at)
			.executeTakeFirst();
		return result.numUpdatedRows > 0n;
	},
	async removeOpenSetupLinks(): Promise<void> {
		await db.deleteFrom('setup_links').where('used_at', 'is', null).execute();
	}
});
