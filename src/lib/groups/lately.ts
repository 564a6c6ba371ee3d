// What has changed in a group lately, put together from what its page shows anyway. Pure.

export type Happening = {
	at: string;
	/** What it is, in words: "Note". */
	kind: string;
	title: string;
	/** Null: there is no page of its own. */
	path: string | null;
};

type InGroup = {
	threads: readonly { title: string; path: string; lastPostAt: string }[];
	notes: readonly { id: string; title: string; createdAt: string }[];
	actions: readonly { id: string; words: string; createdAt: string; settledAt: string | null }[];
	decisions: readonly { words: string; decidedOn: string; path: string }[];
	/** Null for those who may not know who is in it. */
	people: readonly { name: string; joinedAt: string }[] | null;
};

const most = 6;

/** The latest first, a handful of them. @param begunAt when the group began: those who came then are no news */
export function lately(
	{ threads, notes, actions, decisions, people }: InGroup,
	begunAt: string
): Happening[] {
	const happenings: Happening[] = [
		...threads.map(({ title, path, lastPostAt: at }) => ({ at, kind: 'Post in', title, path })),
		...notes.map(({ id, title, createdAt: at }) => ({
			at,
			kind: 'Note',
			title,
			path: `/learning/${id}`
		})),
		...actions.map(({ id, words, createdAt, settledAt }) => ({
			at: settledAt ?? createdAt,
			kind: settledAt === null ? 'Action' : 'Action settled',
			title: words,
			path: `/actions/${id}`
		})),
		...decisions.map(({ words, decidedOn: at, path }) => ({
			at,
			kind: 'Decision',
			title: words,
			path
		})),
		...(people ?? [])
			.filter(({ joinedAt }) => joinedAt > begunAt)
			.map(({ name, joinedAt: at }) => ({ at, kind: 'Joined', title: name, path: null }))
	];
	return happenings.toSorted((one, other) => other.at.localeCompare(one.at)).slice(0, most);
}
