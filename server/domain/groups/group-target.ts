// The facts of a group that decide who may do what there. Pure.
import type { GroupTarget } from '#server/domain/access/targets.ts';
import type { GroupRow } from '#server/storage/groups.ts';

export const groupTarget = (
	row: Pick<GroupRow, 'id' | 'joining' | 'archived_at'>
): GroupTarget => ({
	kind: 'group',
	groupId: row.id,
	joining: row.joining,
	isArchived: row.archived_at !== null
});
