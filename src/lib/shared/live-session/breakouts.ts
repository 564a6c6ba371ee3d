// Which breakout rooms are open, and who is in which: the server and every screen ask alike.

/** The rooms that are open at a moment: the last ones, until their moment has come. @param now milliseconds */
export const openBreakout = <Breakout extends { closesAt: number }>(
	breakouts: readonly Breakout[],
	now: number
): Breakout | undefined => breakouts.findLast(({ closesAt }) => closesAt > now);

/** The room somebody is in. */
export const roomOfPerson = <Room extends { personIds: readonly string[] }>(
	{ rooms }: { rooms: readonly Room[] },
	personId: string
): Room | undefined => rooms.find(({ personIds }) => personIds.includes(personId));
