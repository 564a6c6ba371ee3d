// Cards. One without a name carries nothing of its author: an id drawn by lot, no person, no time; whoever wrote it
// alone has the receipt with which it can be withdrawn (docs/decisions/034-what-is-said-without-a-name.md).
import * as v from 'valibot';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { hashSecret } from '#server/kernel/ids.ts';
import { parkingLot } from '#shared/live-session/boards.ts';
import type { cardCommands as family } from '#shared/live-session/card-commands.ts';
import type { CommandOf } from '#shared/live-session-input.ts';
import { boardOf, countDots, withBoard, withGroup } from './boards.ts';
import type { Given, Handlers } from './handlers.ts';
import { currentItem, type Run } from './run.ts';

const [facilitate, takePart] = ['live-session.facilitate', 'live-session.take-part'] as const;

const choiceSchema = v.pipe(v.string(), v.parseJson(), v.array(v.string()));
/** The cards on which somebody has placed dots, one entry for each dot. */
export const readDots = (choice: string | null): string[] =>
	choice === null ? [] : v.parse(choiceSchema, choice);

const conflict = (message: string): DomainError => new DomainError('conflict', { message });

/** An item that is there, or the parking lot. @throws DomainError conflict */
function requireBoard({ run }: Given, itemId: string): void {
	if (itemId === parkingLot || run.items.some(({ id }) => id === itemId)) return;
	throw conflict('That item is not on the agenda any more.');
}

/** Until the closing round one may take one's words back. */
const isClosing = (run: Run): boolean =>
	run.endedAt !== null || currentItem(run)?.kind === 'closing';

const withDots = (run: Run, itemId: string, dots: { each: number; isOpen: boolean }): Run => ({
	...run,
	boards: withBoard(run.boards, itemId, { dots })
});

export const cardCommands: Handlers<CommandOf<typeof family>> = {
	'add-card': {
		asks: takePart,
		async take(given, { cardId, itemId, words, isAnonymous, receipt }) {
			const { inside, row, run, by } = given;
			requireBoard(given, itemId);
			if (run.endedAt !== null) throw conflict('The session is over.');
			if (isAnonymous && receipt === undefined) {
				throw new DomainError('invalid', {
					field: 'receipt',
					message: 'A card without a name needs a receipt.'
				});
			}
			const isNew = await inside.sessionContributions.addCard({
				id: cardId,
				session_id: row.id,
				item_id: itemId,
				words,
				author_id: isAnonymous ? null : by,
				receipt_hash: isAnonymous ? hashSecret(receipt ?? '') : null,
				group_id: null,
				dots: 0,
				// What is parked is said aloud; what has no name waits, so that its moment tells nothing.
				is_shown: itemId === parkingLot && !isAnonymous ? 1 : 0,
				is_withdrawn: 0
			});
			if (!isNew) throw conflict('That card is there already.');
			return run;
		}
	},

	'withdraw-card': {
		asks: takePart,
		wipes: true,
		async take({ inside, row, run, by }, { cardId, receipt }) {
			const card = await inside.sessionContributions.card(row.id, cardId);
			const isOwn =
				card?.author_id === by ||
				(card?.receipt_hash != null &&
					receipt !== undefined &&
					card.receipt_hash === hashSecret(receipt));
			if (card === undefined || !isOwn) throw notFound();
			if (isClosing(run)) throw conflict('Cards stay as they are from the closing round on.');
			await inside.sessionContributions.changeCard(row.id, cardId, {
				words: '',
				group_id: null,
				is_withdrawn: 1
			});
			return run;
		}
	},

	'show-cards': {
		asks: facilitate,
		wipes: true,
		async take(given, { itemId }) {
			requireBoard(given, itemId);
			await given.inside.sessionContributions.showCards(given.row.id, itemId);
			return given.run;
		}
	},

	'group-cards': {
		asks: facilitate,
		async take(given, { itemId, groupId, title, cardIds }) {
			const { inside, row, run } = given;
			requireBoard(given, itemId);
			const { groups } = boardOf(run.boards, itemId);
			const known = groups.find(({ id }) => id === groupId);
			if (known === undefined && title === undefined) throw conflict('Give the group a name.');
			const onBoard = new Set(
				(await inside.sessionContributions.cardsOf(row.id))
					.filter((card) => card.item_id === itemId && card.is_shown === 1)
					.map(({ id }) => id)
			);
			for (const id of cardIds) {
				if (!onBoard.has(id)) throw conflict('That card is not there any more.');
				await inside.sessionContributions.changeCard(row.id, id, { group_id: groupId });
			}
			const group = { id: groupId, title: title ?? known?.title ?? '' };
			return {
				...run,
				boards: withBoard(run.boards, itemId, { groups: withGroup(groups, group) })
			};
		}
	},

	'ungroup-card': {
		asks: facilitate,
		async take(given, { itemId, cardId }) {
			requireBoard(given, itemId);
			await given.inside.sessionContributions.changeCard(given.row.id, cardId, { group_id: null });
			return given.run;
		}
	},

	'open-dots': {
		asks: facilitate,
		take(given, { itemId, each }) {
			requireBoard(given, itemId);
			if (boardOf(given.run.boards, itemId).dots !== null) {
				throw conflict('Dots were asked for here before.');
			}
			return withDots(given.run, itemId, { each, isOpen: true });
		}
	},

	'place-dots': {
		asks: takePart,
		async take({ inside, row, run, by }, { itemId, cardIds }) {
			const { dots } = boardOf(run.boards, itemId);
			if (dots?.isOpen !== true) throw conflict('Dots are not being placed now.');
			if (cardIds.length > dots.each) throw conflict(`Everybody has ${dots.each}.`);
			const cards = await inside.sessionContributions.cardsOf(row.id);
			const isThere = (id: string): boolean =>
				cards.some((card) => card.id === id && card.item_id === itemId && card.is_shown === 1);
			if (!cardIds.every(isThere)) throw conflict('That card is not there any more.');
			await inside.sessionContributions.putBallot({
				session_id: row.id,
				about_id: itemId,
				person_id: by,
				choice: JSON.stringify([...cardIds].sort())
			});
			return run;
		}
	},

	'close-dots': {
		asks: facilitate,
		wipes: true,
		async take({ inside, row, run }, { itemId }) {
			const { dots } = boardOf(run.boards, itemId);
			if (dots?.isOpen !== true) throw conflict('Somebody did that a moment before.');
			const ballots = await inside.sessionContributions.ballotsAbout(row.id, itemId);
			for (const [id, count] of countDots(ballots.map(({ choice }) => readDots(choice)))) {
				await inside.sessionContributions.changeCard(row.id, id, { dots: count });
			}
			await inside.sessionContributions.forgetChoices(row.id, itemId);
			return withDots(run, itemId, { ...dots, isOpen: false });
		}
	}
};
