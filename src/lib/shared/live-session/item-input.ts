// An item of an agenda, as somebody plans it.
import * as v from 'valibot';
import { itemKinds } from './agenda.ts';
import { line, words } from './command.ts';

/** A day has no more. */
const longestMinutes = 12 * 60;

export const minutesSchema = v.pipe(
	v.number('Say how many minutes.'),
	v.integer('Say whole minutes.'),
	v.minValue(1, 'An item takes at least a minute.'),
	v.maxValue(longestMinutes, 'That is longer than a day’s meeting.')
);

export const itemSchema = v.object({
	kind: v.picklist(itemKinds, 'Choose what people do in this item.'),
	title: line('Give the item a name.', 120),
	minutes: minutesSchema,
	prompt: v.pipe(v.optional(words(500), ''), v.description('What is asked of people'))
});
