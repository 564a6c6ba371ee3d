// What people send about learning notes.
import * as v from 'valibot';
import { noteVisibilities } from './states.ts';

export const startNoteSchema = v.object({
	title: v.pipe(
		v.string(),
		v.trim(),
		v.minLength(3, 'A title needs at least 3 characters.'),
		v.maxLength(200, 'A title can have at most 200 characters.')
	),
	visibility: v.picklist(noteVisibilities, `Say who may see it: ${noteVisibilities.join(', ')}.`),
	commitments: v.optional(
		v.pipe(
			v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
			v.maxLength(7),
			v.check((numbers) => new Set(numbers).size === numbers.length, 'Name each commitment once.')
		),
		[]
	)
});
export type StartNote = v.InferOutput<typeof startNoteSchema>;
