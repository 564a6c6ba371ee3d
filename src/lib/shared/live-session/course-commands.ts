// What is done to the course of a session: its items, their time, who leads.
import * as v from 'valibot';
import { command, idSchema, placesSchema } from './command.ts';
import { itemSchema } from './item-input.ts';

export const courseCommands = [
	command('start', {}),
	command('next', {
		from: v.pipe(
			v.optional(v.nullable(idSchema)),
			v.description('The item that was under way; left out: whatever is')
		)
	}),
	command('go-to', { itemId: idSchema }),
	command('extend', {
		minutes: v.pipe(v.optional(v.number(), 5), v.integer(), v.minValue(-60), v.maxValue(120))
	}),
	command('pause', {}),
	command('resume', {}),
	command('add-item', { item: itemSchema }),
	command('change-item', { itemId: idSchema, ...v.omit(itemSchema, ['kind']).entries }),
	command('move-item', { itemId: idSchema, by: placesSchema }),
	command('remove-item', { itemId: idSchema }),
	command('take-over', {}),
	command('hand-over', { personId: idSchema }),
	command('gather', {}),
	command('end', {})
] as const;
