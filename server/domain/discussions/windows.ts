// Which stretch of a long discussion is shown. Stretches are cut by number, so that an address stays right while posts
// arrive. Pure.

/** Posts on one page of a long discussion. */
export const stretchLength = 50;
/** A discussion up to this long stands on one page. */
export const shortThread = 100;

/** The number with which the stretch of a post begins; null where the discussion is short enough to be shown whole. */
export function stretchOf(number: number, lastNumber: number): number | null {
	if (lastNumber <= shortThread) return null;
	const within = Math.min(Math.max(number, 1), lastNumber);
	return within - ((within - 1) % stretchLength);
}
