// The facts of a learning note that decide who may do what with it. Pure.
import type { NoteTarget } from '#server/domain/access/targets.ts';
import type { NoteFacts } from '#server/storage/notes.ts';

export const noteTarget = (
	row: Pick<
		NoteFacts,
		'visibility' | 'author_id' | 'co_authors' | 'organisation_id' | 'group_id' | 'archived_at'
	>
): NoteTarget => ({
	kind: 'note',
	visibility: row.visibility,
	authorId: row.author_id,
	coAuthorIds: row.co_authors,
	organisationId: row.organisation_id,
	groupId: row.group_id,
	isArchived: row.archived_at !== null
});
