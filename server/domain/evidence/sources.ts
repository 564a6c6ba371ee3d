// What can be offered as evidence, as facts: learning notes and posts, several at once in a fixed number of queries.
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { NoteTarget, PostTarget } from '#server/domain/access/targets.ts';
import type { NoteWithNames } from '#server/storage/notes.ts';
import type { Queries } from '#server/storage/store.ts';
import type { EvidenceSource } from '#shared/states.ts';

export type SourceKey = { kind: EvidenceSource; id: string };

export type Source = SourceKey & {
	target: NoteTarget | PostTarget;
	/** Of the note, or of the discussion the post stands in. */
	title: string;
	/** Who wrote it, with their organisation. */
	by: string;
	path: string;
};

/** A post with the facts that decide about it. */
export type PostFacts = {
	id: string;
	number: number;
	threadId: string;
	title: string;
	author: { name: string; organisation: string };
	target: PostTarget;
};

export type SourcesDeps = {
	noteTarget(row: NoteWithNames): NoteTarget;
	posts(inside: Queries, ids: readonly string[]): Promise<readonly PostFacts[]>;
};

export const keyOf = ({ kind, id }: SourceKey): string => `${kind} ${id}`;

/** Whether somebody may read what is offered. */
export const maySee = (access: Access, actor: Actor, { target }: Source): boolean =>
	target.kind === 'note'
		? access.can(actor, 'note.see', target)
		: access.can(actor, 'post.see', target) && !target.isWithdrawn && !target.isHidden;

/** @returns them by `keyOf`; one that does not exist is missing. */
export async function sourcesOf(
	{ noteTarget, posts }: SourcesDeps,
	inside: Queries,
	keys: readonly SourceKey[]
): Promise<Map<string, Source>> {
	const idsOf = (kind: EvidenceSource): string[] => [
		...new Set(keys.filter((key) => key.kind === kind).map(({ id }) => id))
	];
	const [notes, written] = await Promise.all([
		inside.notes.byIds(idsOf('note')),
		posts(inside, idsOf('post'))
	]);
	const found: Source[] = [
		...notes.map((row): Source => ({
			kind: 'note',
			id: row.id,
			target: noteTarget(row),
			title: row.title,
			by: `${row.author_name}, ${row.organisation_name}`,
			path: `/learning/${row.id}`
		})),
		...written.map(({ id, number, threadId, title, author, target }): Source => ({
			kind: 'post',
			id,
			target,
			title,
			by: [author.name, author.organisation].filter((name) => name !== '').join(', '),
			path: `/threads/${threadId}#post-${number}`
		}))
	];
	return new Map(found.map((source) => [keyOf(source), source]));
}
