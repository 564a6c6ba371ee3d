// The cards as the screens of a session show them: what waits to be shown together is on nobody's screen but its
// author's, and is not even counted before there are enough to hide among.
import type { SessionCardRow } from '#server/storage/session-contributions.ts';
import { parkingLot } from '#shared/live-session/boards.ts';
import type { Board, Cards } from '#shared/live-session/card-output.ts';
import { fewestAnonymous } from '#shared/poll-output.ts';
import { boardOf } from './boards.ts';
import type { Run } from './run.ts';
import type { Beside } from './session-view.ts';

function toBoard(
	run: Run,
	{ ballotCounts }: Beside,
	itemId: string,
	cards: readonly SessionCardRow[]
): Board {
	const { groups, dots } = boardOf(run.boards, itemId);
	const waiting = cards.filter((card) => card.is_shown === 0).length;
	return {
		itemId,
		waiting: waiting < fewestAnonymous ? null : waiting,
		cards: cards
			.filter((card) => card.is_shown === 1)
			.map((card) => ({
				id: card.id,
				words: card.words,
				by: card.author_id,
				groupId: card.group_id,
				dots: dots?.isOpen === false ? card.dots : null
			})),
		groups: [...groups],
		dots: dots === null ? null : { ...dots, placedBy: ballotCounts.get(itemId) ?? 0 }
	};
}

/** The boards on which something lies, in the order of the agenda, the parking lot last. */
export const toCards = (run: Run, beside: Beside): Cards =>
	[...run.items.map(({ id }) => id), parkingLot].flatMap((itemId) => {
		const cards = beside.cards.filter((card) => card.item_id === itemId);
		return cards.length === 0 && run.boards[itemId] === undefined
			? []
			: [toBoard(run, beside, itemId, cards)];
	});
