// Who can be named in a session.
import { DomainError } from '#server/kernel/errors.ts';
import type { Queries } from '#server/storage/store.ts';

/** Who is named must be there to be named. @throws DomainError invalid */
export async function requireMembers(inside: Queries, ids: readonly string[]): Promise<void> {
	const found = await Promise.all([...new Set(ids)].map((id) => inside.accounts.member(id)));
	if (found.every((row) => row !== undefined && row.deactivated_at === null)) return;
	throw new DomainError('invalid', {
		field: 'inviteeIds',
		message: 'One of those invited has no account any more.'
	});
}
