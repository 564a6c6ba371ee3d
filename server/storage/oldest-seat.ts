// The organisation somebody is shown with: that of their oldest seat.
import { sql, type AliasedRawBuilder } from 'kysely';

/** As a column `organisation`, null for whoever has no seat. @param memberId the column that names the member */
export const organisationOfOldestSeat = (
	memberId: string
): AliasedRawBuilder<string | null, 'organisation'> =>
	sql<string | null>`(
		select organisations.name from memberships
		join organisations on organisations.id = memberships.organisation_id
		where memberships.member_id = ${sql.ref(memberId)}
		order by memberships.created_at, memberships.organisation_id
		limit 1
	)`.as('organisation');
