// What the API answers about learning notes.
import * as v from 'valibot';
import { noteKinds, noteVisibilities } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const personSchema = v.object({ id: v.string(), name: v.string(), organisation: v.string() });
const namedSchema = v.object({ id: v.string(), name: v.string() });
const groupSchema = v.object({ id: v.string(), slug: v.string(), name: v.string() });

export const noteSchema = v.object({
	id: v.string(),
	title: v.string(),
	kind: v.picklist(noteKinds),
	visibility: v.picklist(noteVisibilities),
	group: v.pipe(
		v.nullable(groupSchema),
		v.description('Whose note it is. Null: no group’s, or one you may not know of')
	),
	commitments: v.array(v.number()),
	themes: v.array(v.string()),
	organisations: v.pipe(v.array(namedSchema), v.description('Whom it is about, or who tried it')),
	groups: v.pipe(v.array(groupSchema), v.description('To whom it is of use')),
	author: personSchema,
	coAuthors: v.array(personSchema),
	contentNote: v.pipe(v.string(), v.description('What it talks about; empty for none')),
	isSuggested: v.boolean(),
	documentName: v.string(),
	createdAt: moment,
	isSample: v.boolean(),
	archived: v.nullable(v.object({ at: moment, by: v.string(), reason: v.string() })),
	abilities: v.object({
		write: v.boolean(),
		share: v.boolean(),
		archive: v.boolean(),
		offer: v.pipe(v.boolean(), v.description('As evidence to a section'))
	})
});
export type Note = v.InferOutput<typeof noteSchema>;

export const noteContentSchema = v.object({
	id: v.string(),
	title: v.string(),
	contentNote: v.string(),
	html: v.string(),
	text: v.string(),
	words: v.number()
});
export type NoteContent = v.InferOutput<typeof noteContentSchema>;

/** People as far as they may be named. */
const peopleSchema = v.object({
	count: v.number(),
	kinds: v.array(v.object({ who: v.string(), count: v.number() })),
	names: v.pipe(
		v.array(v.string()),
		v.description('Empty when there are more than thirty, or you may not know them')
	)
});
export type CountedPeople = v.InferOutput<typeof peopleSchema>;

export const circlePreviewSchema = v.object({
	change: v.picklist(['same', 'wider', 'narrower']),
	visibility: v.picklist(noteVisibilities),
	group: v.nullable(groupSchema),
	gains: v.pipe(peopleSchema, v.description('Members who could read it then and cannot now')),
	loses: v.pipe(peopleSchema, v.description('Members who can read it now and could not then')),
	asks: v.pipe(v.array(personSchema), v.description('The other authors, who would have to agree')),
	wasPublic: v.boolean()
});
export type CirclePreview = v.InferOutput<typeof circlePreviewSchema>;

export const wideningSchema = v.object({
	id: v.string(),
	visibility: v.picklist(noteVisibilities),
	group: v.nullable(groupSchema),
	askedBy: namedSchema,
	askedAt: moment,
	outcome: v.nullable(v.picklist(['agreed', 'declined', 'taken-back'])),
	answers: v.array(
		v.object({ by: namedSchema, agrees: v.boolean(), reason: v.string(), at: moment })
	),
	waitsFor: v.pipe(v.array(namedSchema), v.description('Authors who have not answered'))
});
export type Widening = v.InferOutput<typeof wideningSchema>;

export const sharedSchema = v.object({
	note: noteSchema,
	widening: v.pipe(v.nullable(wideningSchema), v.description('What the other authors are asked'))
});

export const peopleListSchema = v.object({ items: v.array(personSchema), next: v.null() });
