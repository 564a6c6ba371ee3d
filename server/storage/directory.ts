// Queries on people as they are found: organisations with their people, and guests of groups.
import type { OrganisationKind, OrganisationRole } from '#shared/roles.ts';
import type { Db } from './database.ts';

export type DirectoryQueries = ReturnType<typeof directoryQueries>;
export type DirectorySeat = {
	organisation_id: string;
	organisation_name: string;
	slug: string | null;
	kind: OrganisationKind;
	body: string;
	region: string;
	role: OrganisationRole;
};

export const directoryQueries = (db: Db) => ({
	/** Everyone who can sign in, by name. */
	people(): Promise<{ id: string; name: string }[]> {
		return db
			.selectFrom('members')
			.select(['id', 'name'])
			.where('deactivated_at', 'is', null)
			.orderBy('name')
			.orderBy('id')
			.execute();
	},
	/** All seats with their organisations, the oldest of each member first. */
	seats(): Promise<(DirectorySeat & { member_id: string })[]> {
		return db
			.selectFrom('memberships')
			.innerJoin('organisations', 'organisations.id', 'memberships.organisation_id')
			.select([
				'memberships.member_id',
				'memberships.role',
				'organisations.id as organisation_id',
				'organisations.name as organisation_name',
				'organisations.slug',
				'organisations.kind',
				'organisations.body',
				'organisations.region'
			])
			.orderBy('memberships.created_at')
			.orderBy('memberships.organisation_id')
			.execute();
	},
	/** Places in groups in force on a day, with the groups' names. */
	groupPlaces(day: string) {
		return db
			.selectFrom('group_members')
			.innerJoin('groups', 'groups.id', 'group_members.group_id')
			.select([
				'group_members.member_id',
				'group_members.is_guest',
				'groups.id as group_id',
				'groups.name as group_name',
				'groups.slug'
			])
			.where((e) =>
				e.or([e('group_members.until_on', 'is', null), e('group_members.until_on', '>=', day)])
			)
			.orderBy('groups.name')
			.execute();
	}
});
