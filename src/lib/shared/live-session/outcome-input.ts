// What is sent when facilitators look through what came of a session.
import * as v from 'valibot';
import { line, words } from './command.ts';

/** What can be written down beside what was drafted. */
export const addedOutcomes = ['action', 'decision'] as const;

const wordsSchema = v.pipe(
	words(5000),
	v.check((text) => text !== '', 'Say what it is.')
);
const dueOn = v.nullable(v.pipe(v.string(), v.isoDate('Choose a day.')));
const ownerName = v.nullable(line('Say who does it.', 120));

export const addOutcomeSchema = v.object({
	kind: v.picklist(addedOutcomes, 'Choose what it is.'),
	words: wordsSchema,
	ownerName: v.optional(ownerName, null),
	dueOn: v.optional(dueOn, null)
});
export type AddOutcome = v.InferOutput<typeof addOutcomeSchema>;

export const changeOutcomeSchema = v.partial(
	v.object({
		words: wordsSchema,
		ownerName,
		dueOn,
		leaves: v.pipe(v.boolean(), v.description('It may leave the room')),
		isChecked: v.pipe(v.boolean(), v.description('A facilitator has looked at it'))
	})
);
export type ChangeOutcome = v.InferOutput<typeof changeOutcomeSchema>;

const optionalLine = v.pipe(
	v.optional(v.string(), ''),
	v.transform((text) => (text.trim() === '' ? null : text.trim()))
);
const optionalDay = v.pipe(
	v.optional(v.union([v.literal(''), v.pipe(v.string(), v.isoDate('Choose a day.'))]), ''),
	v.transform((day) => (day === '' ? null : day))
);

/** One outcome as its form sends it; with `leaves` when it is ticked. */
export const outcomeFormSchema = v.object({
	outcomeId: v.string(),
	words: wordsSchema,
	ownerName: optionalLine,
	dueOn: optionalDay,
	leaves: v.pipe(
		v.optional(v.string(), ''),
		v.transform((value) => value !== '')
	)
});
export const addOutcomeFormSchema = v.object({
	kind: addOutcomeSchema.entries.kind,
	words: wordsSchema,
	ownerName: optionalLine,
	dueOn: optionalDay
});
export const removeOutcomeFormSchema = v.object({ outcomeId: v.string() });

export const recordFormats = ['html', 'docx', 'pdf', 'json'] as const;
export type RecordFormat = (typeof recordFormats)[number];
export const recordFileSchema = v.object({
	format: v.optional(
		v.picklist(recordFormats, `Choose one of ${recordFormats.join(', ')}.`),
		'html'
	)
});
