// What is done with cards: silent writing, showing together, grouping, dots, the parking lot.
import * as v from 'valibot';
import { command, idSchema, line, words } from './command.ts';

const boardId = v.pipe(idSchema, v.description('An item of the agenda, or "parking"'));
/** Drawn by lot on the screen that writes it, so that its place among the others says nothing. */
const cardId = v.pipe(v.string(), v.uuid());
const secret = v.pipe(v.string(), v.minLength(20), v.maxLength(100));

export const mostDots = 10;

export const cardCommands = [
	command('add-card', {
		cardId,
		itemId: boardId,
		words: v.pipe(
			words(500),
			v.check((text) => text !== '', 'Write something on the card.')
		),
		isAnonymous: v.optional(v.boolean(), false),
		receipt: v.pipe(
			v.optional(secret),
			v.description(
				'With a card without a name: a secret of its author alone, with which it can be withdrawn'
			)
		)
	}),
	command('withdraw-card', { cardId, receipt: v.optional(secret) }),
	command('show-cards', { itemId: boardId }),
	command('group-cards', {
		itemId: boardId,
		groupId: v.pipe(v.string(), v.uuid(), v.description('New, or one that there is')),
		title: v.optional(line('Give the group a name.', 120)),
		cardIds: v.pipe(v.array(cardId), v.maxLength(500))
	}),
	command('ungroup-card', { itemId: boardId, cardId }),
	command('open-dots', {
		itemId: boardId,
		each: v.pipe(
			v.optional(v.number(), 3),
			v.integer(),
			v.minValue(1, 'Everybody needs a dot.'),
			v.maxValue(mostDots, `Give everybody at most ${mostDots} dots.`)
		)
	}),
	command('place-dots', {
		itemId: boardId,
		cardIds: v.pipe(
			v.array(cardId),
			v.maxLength(mostDots),
			v.description('All of one’s dots; a card may be named more than once')
		)
	}),
	command('close-dots', { itemId: boardId })
] as const;
