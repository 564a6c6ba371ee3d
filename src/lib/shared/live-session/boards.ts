// Where cards lie, for those who need no more than that: without the schemas of what is sent.
import type { Board } from './card-output.ts';

/** Where cards lie that belong to no item: what must not be forgotten and is not for now. */
export const parkingLot = 'parking';

/** A board on which nothing lies yet. */
export const emptyBoard = (itemId: string): Board => ({
	itemId,
	waiting: null,
	cards: [],
	groups: [],
	dots: null
});
