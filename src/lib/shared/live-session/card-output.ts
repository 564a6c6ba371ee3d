// The cards of a session, as far as they may be seen.
import * as v from 'valibot';

const cardSchema = v.object({
	id: v.string(),
	words: v.string(),
	by: v.pipe(v.nullable(v.string()), v.description('Id of a person; null: without a name')),
	groupId: v.nullable(v.string()),
	dots: v.pipe(v.nullable(v.number()), v.description('Null until the dots are counted'))
});
export type Card = v.InferOutput<typeof cardSchema>;

const boardSchema = v.object({
	itemId: v.pipe(v.string(), v.description('An item of the agenda, or "parking"')),
	waiting: v.pipe(
		v.nullable(v.number()),
		v.description('Cards that are not shown yet; null while they are fewer than five')
	),
	cards: v.pipe(v.array(cardSchema), v.description('Those that are shown, in no order')),
	groups: v.array(v.object({ id: v.string(), title: v.string() })),
	dots: v.pipe(
		v.nullable(v.object({ each: v.number(), isOpen: v.boolean(), placedBy: v.number() })),
		v.description('How many everybody has, and how many people have placed theirs')
	)
});
export type Board = v.InferOutput<typeof boardSchema>;

export const cardsSchema = v.array(boardSchema);
export type Cards = v.InferOutput<typeof cardsSchema>;

/** One's own, with a name: those without a name only their author's screen knows. */
export const myCardSchema = v.object({
	id: v.string(),
	itemId: v.string(),
	words: v.string(),
	isShown: v.boolean()
});
