// The trail of a discussion: posts that went elsewhere or came from elsewhere, its own moves, and outcomes stated before
// it went on. A discussion its reader may not see is not named.
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { OutcomeRow, PostMoveRow, ThreadMoveRow } from '#server/storage/discussions.ts';
import type { Queries } from '#server/storage/store.ts';
import { renderPost } from '#shared/post-notation.ts';
import { knowThreads, seesPlace, type KnownThread } from './discussions-deps.ts';
import { readPlaceKey, type LoadPlaces } from './places.ts';

type Told = { by: string; at: string; reason: string };

/** Posts that were moved together. */
export type PostTrail = Told & {
	kind: 'went' | 'came';
	/** With the number each had, or got, here, and the one it has, or had, there. */
	posts: { here: number; there: number }[];
	/** Where they are now, or came from; null where you may not see that. */
	thread: { id: string; title: string; commitment: number | null } | null;
};

export type Trail = {
	posts: PostTrail[];
	/** Where the whole discussion stood before; null where you may not see that. */
	moves: (Told & { from: { title: string; path: string } | null })[];
	/** What was said to have come of it before it was opened again. */
	outcomes: { body: string; html: string; by: string; at: string }[];
};

/** The trail as this actor may read it; a fixed number of queries. */
export async function loadTrail(
	inside: Queries,
	{ access, places }: { access: Access; places: LoadPlaces },
	actor: Actor,
	{ row }: Pick<KnownThread, 'row'>
): Promise<Trail> {
	const [went, came, moves, outcomes] = await Promise.all([
		inside.discussions.wentFrom(row.id),
		inside.discussions.cameTo(row.id),
		inside.discussions.threadMoves(row.id),
		inside.discussions.outcomes(row.id)
	]);
	const others = await inside.discussions.threadsByIds([
		...new Set([
			...went.map(({ now_thread_id }) => now_thread_id),
			...came.map(({ from_thread_id }) => from_thread_id)
		])
	]);
	const seen = new Map(
		(await knowThreads(places, inside, others))
			.filter(({ target }) => access.can(actor, 'thread.see', target))
			.map((thread) => [thread.row.id, thread.row])
	);
	const toThread = (id: string): PostTrail['thread'] => {
		const other = seen.get(id);
		return other === undefined ? null : { id, title: other.title, commitment: other.commitment };
	};
	return {
		posts: [
			...together(went, ({ now_thread_id }) => now_thread_id).map((rows) => ({
				kind: 'went' as const,
				...told(rows[0]),
				posts: rows.map((move) => ({ here: move.from_number, there: move.now_number })),
				thread: toThread(rows[0].now_thread_id)
			})),
			...together(came, ({ from_thread_id }) => from_thread_id).map((rows) => ({
				kind: 'came' as const,
				...told(rows[0]),
				posts: rows.map((move) => ({ here: move.to_number, there: move.from_number })),
				thread: toThread(rows[0].from_thread_id)
			}))
		],
		moves: await placesBefore(moves),
		outcomes: earlierOutcomes(outcomes, row.outcome)
	};

	async function placesBefore(rows: readonly ThreadMoveRow[]): Promise<Trail['moves']> {
		const before = rows.map((move) => ({ move, columns: readPlaceKey(move.from_place) }));
		const placeOf = await places(
			inside,
			before.map(({ columns }) => columns)
		);
		return before.map(({ move, columns }) => {
			const found = placeOf(columns);
			const isSeen = found !== null && seesPlace(access, actor, found);
			return { ...told(move), from: isSeen ? { title: found.title, path: found.path } : null };
		});
	}
}

const told = (row: PostMoveRow | ThreadMoveRow): Told => ({
	by: row.moved_by_name,
	at: row.at,
	reason: row.reason
});

/** What was moved at one time, from one place to one other. */
function together(
	rows: readonly PostMoveRow[],
	otherOf: (row: PostMoveRow) => string
): [PostMoveRow, ...PostMoveRow[]][] {
	return [...Map.groupBy(rows, (row) => `${row.at} ${otherOf(row)}`).values()] as [
		PostMoveRow,
		...PostMoveRow[]
	][];
}

/** All but the one that stands. */
const earlierOutcomes = (rows: readonly OutcomeRow[], standing: string | null): Trail['outcomes'] =>
	(standing === null ? rows : rows.slice(0, -1)).map(({ body, stated_by_name, at }) => ({
		body,
		html: renderPost(body, []),
		by: stated_by_name,
		at
	}));
