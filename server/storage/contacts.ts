// Queries on who is willing to be asked about a commitment.
import type { Db } from './database.ts';
import type { Tables } from './tables.ts';

export type ContactRow = Tables['contacts'];
export type ContactQueries = ReturnType<typeof contactQueries>;

export const contactQueries = (db: Db) => ({
	/** Of these commitments, or of all: those who can sign in and have a seat, by name. Once for each of their seats. */
	of(commitments?: readonly number[]) {
		let query = db
			.selectFrom('contacts')
			.innerJoin('members', 'members.id', 'contacts.member_id')
			.innerJoin('memberships', 'memberships.member_id', 'members.id')
			.innerJoin('organisations', 'organisations.id', 'memberships.organisation_id')
			.selectAll('contacts')
			.select([
				'members.name',
				'members.email',
				'memberships.role',
				'organisations.id as organisation_id',
				'organisations.name as organisation_name',
				'organisations.kind',
				'organisations.region'
			])
			.where('members.deactivated_at', 'is', null)
			.orderBy('members.name')
			.orderBy('members.id')
			.orderBy('contacts.commitment')
			.orderBy('memberships.created_at')
			.orderBy('memberships.organisation_id');
		if (commitments !== undefined) query = query.where('contacts.commitment', 'in', commitments);
		return query.execute();
	},
	ofMember(memberId: string): Promise<ContactRow[]> {
		return db
			.selectFrom('contacts')
			.selectAll()
			.where('member_id', '=', memberId)
			.orderBy('commitment')
			.execute();
	},
	/** All that this member is willing to be asked about, in the place of what was before. */
	async set(memberId: string, rows: readonly ContactRow[]): Promise<void> {
		await db.deleteFrom('contacts').where('member_id', '=', memberId).execute();
		if (rows.length > 0)
			await db
				.insertInto('contacts')
				.values([...rows])
				.execute();
	}
});
