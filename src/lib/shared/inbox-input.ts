// What a member can do with an item of the inbox. Used by the form and the API alike.
import * as v from 'valibot';

export const inboxStates = ['read', 'done', 'snoozed'] as const;

export const inboxMarkSchema = v.object({
	state: v.picklist(inboxStates, 'Choose what to do with it.'),
	until: v.pipe(
		v.optional(
			v.union(
				[v.pipe(v.string(), v.isoDate()), v.pipe(v.string(), v.isoTimestamp()), v.literal('')],
				'Choose a day.'
			)
		),
		v.description(
			'Until when it is put off: a day, from nine in the morning in the United Kingdom, or a moment; left out: tomorrow'
		)
	)
});
export type InboxMarkInput = v.InferOutput<typeof inboxMarkSchema>;

export const inboxFormSchema = v.object({ id: v.string(), ...inboxMarkSchema.entries });

export const inboxQuerySchema = v.object({
	show: v.pipe(
		v.optional(v.picklist(['now', 'later']), 'now'),
		v.description('`later`: what you have put off')
	)
});
