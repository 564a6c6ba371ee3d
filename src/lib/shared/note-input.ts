// What people send about learning notes. Forms, the API and its description use the same schemas.
import * as v from 'valibot';
import { idSchema } from './report-input.ts';
import { noteKinds, noteVisibilities } from './states.ts';

/** Words a note can be found by: more than anybody reads. */
const mostThemes = 8;
/** Organisations, groups or people a note can name. */
const mostNamed = 20;

const titleSchema = v.pipe(
	v.string(),
	v.trim(),
	v.minLength(3, 'A title needs at least 3 characters.'),
	v.maxLength(200, 'A title can have at most 200 characters.')
);
const kindSchema = v.picklist(noteKinds, 'Say what kind of note it is.');
const visibilitySchema = v.picklist(
	noteVisibilities,
	`Say who may see it: ${noteVisibilities.join(', ')}.`
);
const commitmentsSchema = v.pipe(
	v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))),
	v.maxLength(7),
	v.check((numbers) => new Set(numbers).size === numbers.length, 'Name each commitment once.')
);
const themesSchema = v.pipe(
	v.array(
		v.pipe(
			v.string(),
			v.transform((theme) => theme.replace(/\s+/g, ' ').trim().toLocaleLowerCase('en-GB')),
			v.nonEmpty('A theme is a word or two.'),
			v.maxLength(60, 'A theme can have at most 60 characters.')
		)
	),
	v.transform((themes) => [...new Set(themes)]),
	v.maxLength(mostThemes, `A note can have at most ${mostThemes} themes.`)
);
const idsSchema = v.pipe(
	v.array(idSchema),
	v.transform((ids) => [...new Set(ids)]),
	v.maxLength(mostNamed, `Choose at most ${mostNamed}.`)
);
const contentNoteSchema = v.pipe(
	v.string(),
	v.trim(),
	v.maxLength(300, 'A content note can have at most 300 characters.')
);
const groupIdSchema = v.pipe(
	v.nullable(idSchema),
	v.description('The group whose note it is: its members write it too')
);

export const startNoteSchema = v.object({
	title: titleSchema,
	visibility: visibilitySchema,
	groupId: v.optional(groupIdSchema, null),
	kind: v.optional(kindSchema, 'worked'),
	commitments: v.optional(commitmentsSchema, []),
	themes: v.optional(themesSchema, []),
	organisationIds: v.optional(idsSchema, []),
	groupIds: v.optional(idsSchema, []),
	contentNote: v.optional(contentNoteSchema, ''),
	isSuggested: v.optional(v.boolean(), false),
	outline: v.pipe(
		v.optional(v.boolean(), false),
		v.description('Begin with the headings that its kind usually has')
	)
});
export type StartNote = v.InferOutput<typeof startNoteSchema>;

/** What is left out stays. */
export const changeNoteSchema = v.partial(
	v.object({
		title: titleSchema,
		kind: kindSchema,
		commitments: commitmentsSchema,
		themes: themesSchema,
		organisationIds: v.pipe(idsSchema, v.description('Whom it is about, or who tried it')),
		groupIds: v.pipe(idsSchema, v.description('Working groups it is of use to')),
		contentNote: v.pipe(
			contentNoteSchema,
			v.description('What it talks about, shown before its text')
		),
		isSuggested: v.pipe(
			v.boolean(),
			v.description('Show it to those who may see it and are stuck on the same matter')
		)
	})
);
export type ChangeNote = v.InferOutput<typeof changeNoteSchema>;

/** Who may see a note. */
export const circleSchema = v.object({
	visibility: visibilitySchema,
	groupId: v.optional(groupIdSchema, null)
});
export type NewCircle = v.InferOutput<typeof circleSchema>;

const reason = (missing: string) =>
	v.pipe(
		v.string(missing),
		v.trim(),
		v.minLength(3, missing),
		v.maxLength(500, 'Use at most 500 characters.')
	);

export const answerWideningSchema = v.object({
	agrees: v.boolean(),
	reason: v.pipe(
		v.optional(v.pipe(v.string(), v.trim(), v.maxLength(500, 'Use at most 500 characters.')), ''),
		v.description('Needed to say no; the other authors read it')
	)
});
export type AnswerWidening = v.InferOutput<typeof answerWideningSchema>;

export const coAuthorsSchema = v.object({
	memberIds: v.pipe(idsSchema, v.description('With whom its author writes it'))
});

export const archiveNoteSchema = v.object({
	reason: reason('Say why, in a few words its readers will see.')
});

const commitmentNumber = v.pipe(v.string(), v.regex(/^[1-7]$/), v.transform(Number));

export const listNotesSchema = v.object({
	kind: v.optional(v.picklist(noteKinds)),
	commitment: v.optional(commitmentNumber),
	theme: v.optional(v.pipe(v.string(), v.trim(), v.toLowerCase(), v.maxLength(60))),
	organisation: v.pipe(v.optional(idSchema), v.description('Who wrote it, or whom it is about')),
	group: v.pipe(v.optional(idSchema), v.description('Whose note it is, or to whom it is of use')),
	archived: v.pipe(
		v.optional(v.picklist(['no', 'yes']), 'no'),
		v.description('"yes": those that are archived, and only those')
	),
	after: v.optional(idSchema)
});
export type ListNotes = v.InferOutput<typeof listNotesSchema>;

const ticked = v.pipe(v.array(commitmentNumber), commitmentsSchema);
/** "Staff, interpreters": typed on one line. */
const typedThemes = v.pipe(
	v.string(),
	v.transform((text) => text.split(',').filter((theme) => theme.trim() !== '')),
	themesSchema
);
const tick = v.optional(
	v.pipe(
		v.string(),
		v.transform((value) => value === 'yes')
	),
	''
);
/** Of a form: a circle in one field, "group:ID" being the group's. */
const circleField = v.pipe(
	v.string('Choose who may see it.'),
	v.nonEmpty('Choose who may see it.'),
	v.transform((value): unknown => {
		const [visibility, groupId] = value.split(':');
		return { visibility, groupId: groupId ?? null };
	}),
	circleSchema
);

const factsForm = {
	title: titleSchema,
	kind: v.picklist(noteKinds, 'Choose what it tells of.'),
	commitments: v.optional(ticked, []),
	themes: v.optional(typedThemes, ''),
	organisationIds: v.optional(idsSchema, []),
	groupIds: v.optional(idsSchema, []),
	contentNote: v.optional(contentNoteSchema, ''),
	isSuggested: tick
};

export const startNoteFormSchema = v.object({
	...factsForm,
	circle: circleField,
	outline: tick,
	challenge: v.optional(idSchema),
	session: v.optional(idSchema)
});
export const factsFormSchema = v.object(factsForm);
export const circleFormSchema = v.object({ circle: circleField });
export const answerFormSchema = v.object({
	answer: v.picklist(['agree', 'decline']),
	reason: answerWideningSchema.entries.reason
});
