// Where the cards of an item lie, or those of the parking lot: how they are grouped, and whether dots are being placed.
// The cards themselves have rows of their own. Pure.
export type Group = { id: string; title: string };
export type Board = {
	groups: readonly Group[];
	/** How many everybody has; null: nobody was asked for dots. */
	dots: { each: number; isOpen: boolean } | null;
};
/** By item; a board that is not here has neither groups nor dots. */
export type Boards = Readonly<Record<string, Board>>;

export const emptyBoard: Board = { groups: [], dots: null };

export const boardOf = (boards: Boards, itemId: string): Board => boards[itemId] ?? emptyBoard;

export const withBoard = (boards: Boards, itemId: string, change: Partial<Board>): Boards => ({
	...boards,
	[itemId]: { ...boardOf(boards, itemId), ...change }
});

/** The groups with one of them named; a new one comes last. */
export const withGroup = (groups: readonly Group[], { id, title }: Group): Group[] =>
	groups.some((group) => group.id === id)
		? groups.map((group) => (group.id === id ? { id, title } : group))
		: [...groups, { id, title }];

/** How often each card was named in all ballots together. */
export function countDots(ballots: readonly (readonly string[])[]): Map<string, number> {
	const counts = new Map<string, number>();
	for (const id of ballots.flat()) counts.set(id, (counts.get(id) ?? 0) + 1);
	return counts;
}
