// What people send about challenges, offers of help, and being asked. Forms, the API and its description use the same
// schemas.
import * as v from 'valibot';
import { idSchema } from './discussion-input.ts';
import { challengeAudiences, challengeOrigins } from './states.ts';

const words = (missing: string, max: number) =>
	v.pipe(
		v.string(missing),
		v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
		v.minLength(3, missing),
		v.maxLength(max, `Use at most ${max.toLocaleString('en-GB')} characters.`)
	);

const titleSchema = v.pipe(
	v.string(),
	v.transform((text) => text.replace(/\s+/g, ' ').trim()),
	v.minLength(3, 'Say in a few words what you are stuck on.'),
	v.maxLength(200, 'Use at most 200 characters here. The rest goes below.')
);
const bodySchema = words('Say what you have tried, and what would help.', 5_000);

/** A form sends figures as text. */
const commitmentSchema = v.pipe(
	v.union([v.pipe(v.number(), v.integer()), v.pipe(v.string(), v.regex(/^\d$/), v.toNumber())]),
	v.minValue(1),
	v.maxValue(7)
);
const commitmentsSchema = v.pipe(
	v.array(commitmentSchema, 'Choose at least one commitment.'),
	v.minLength(1, 'Choose at least one commitment.'),
	v.maxLength(7, 'There are seven commitments.'),
	v.transform((numbers) => [...new Set(numbers)].toSorted((one, other) => one - other))
);

/** Where a challenge came up: a section of a report, a group, a discussion. */
const originSchema = v.object({
	kind: v.picklist(challengeOrigins),
	id: idSchema,
	part: v.pipe(v.optional(idSchema), v.description('Of a report: the key of the section'))
});
export type ChallengeFrom = v.InferOutput<typeof originSchema>;

export const raiseChallengeSchema = v.object({
	title: titleSchema,
	body: v.pipe(bodySchema, v.description('In the notation of posts')),
	commitments: commitmentsSchema,
	audience: v.pipe(
		v.optional(v.picklist(challengeAudiences, 'Choose who can see it.')),
		v.description('Left out: Pledge Makers and Pledge Supporters')
	),
	organisationId: v.pipe(
		v.optional(idSchema),
		v.description('Who is stuck. Left out: your own organisation')
	),
	groupId: v.pipe(
		v.optional(idSchema),
		v.description('The group that is stuck; goes with the audience “group”')
	),
	from: v.optional(originSchema)
});
export type RaiseChallenge = v.InferOutput<typeof raiseChallengeSchema>;

/** The form's one choice says both: "pledge-makers", or "organisation:" and its id, or "group:" and its id. */
export const raiseChallengeFormSchema = v.object({
	title: titleSchema,
	body: bodySchema,
	commitments: commitmentsSchema,
	seenBy: v.pipe(
		v.string(),
		v.rawTransform(({ dataset, addIssue, NEVER }) => {
			const [chosen, id] = dataset.value.split(':', 2);
			const audience = challengeAudiences.find((known) => known === chosen);
			if (audience !== undefined) {
				return {
					audience,
					organisationId: audience === 'organisation' ? id : undefined,
					groupId: audience === 'group' ? id : undefined
				};
			}
			addIssue({ message: 'Choose who can see it.' });
			return NEVER;
		})
	)
});

export const changeChallengeSchema = v.object({
	title: v.optional(titleSchema),
	body: v.optional(bodySchema),
	commitments: v.optional(commitmentsSchema)
});
export type ChangeChallenge = v.InferOutput<typeof changeChallengeSchema>;

export const changeChallengeFormSchema = v.object({
	title: titleSchema,
	body: bodySchema,
	commitments: commitmentsSchema
});

const outcomeSchema = words('Say what came of it, so that others learn from it.', 2_000);

export const closeChallengeSchema = v.object({
	outcome: v.pipe(outcomeSchema, v.description('What came of it, in the notation of posts')),
	noteId: v.pipe(
		v.optional(idSchema),
		v.description('A learning note of yours that tells it at length')
	)
});
export type CloseChallenge = v.InferOutput<typeof closeChallengeSchema>;

/** From the form: the way on to a learning note is a choice. */
export const closeChallengeFormSchema = v.object({
	outcome: outcomeSchema,
	tellInNote: v.optional(v.literal('yes'))
});

export const outcomeNoteSchema = v.object({
	noteId: v.pipe(v.nullable(idSchema), v.description('Null takes the link away'))
});

export const offerHelpSchema = v.object({
	words: words('Say how you could help.', 2_000)
});

export const offerFormSchema = v.object({ offerId: idSchema });

export const challengeListSchema = v.object({
	state: v.optional(v.picklist(['open', 'closed'])),
	commitment: v.optional(commitmentSchema),
	region: v.optional(v.pipe(v.string(), v.maxLength(100))),
	group: v.pipe(v.optional(idSchema), v.description('Id of a group')),
	after: v.optional(idSchema)
});
export type ChallengeListQuery = v.InferOutput<typeof challengeListSchema>;

/** Longest that somebody says about what they can be asked. */
export const longestContactWords = 300;
const contactWords = v.pipe(
	v.string(),
	v.transform((text) => text.replace(/\s+/g, ' ').trim()),
	v.maxLength(longestContactWords, `Use at most ${longestContactWords} characters.`)
);

export const setContactsSchema = v.object({
	items: v.pipe(
		v.array(
			v.object({
				commitment: commitmentSchema,
				words: v.pipe(
					contactWords,
					v.minLength(3, 'Say what you can be asked about.'),
					v.description('About what, in your own words')
				)
			})
		),
		v.check(
			(items) => new Set(items.map(({ commitment }) => commitment)).size === items.length,
			'Name each commitment once.'
		)
	)
});
export type SetContacts = v.InferOutput<typeof setContactsSchema>;

/** One line for each commitment; an empty one means that one is not to be asked about it. */
export const contactsFormSchema = v.object({
	about1: contactWords,
	about2: contactWords,
	about3: contactWords,
	about4: contactWords,
	about5: contactWords,
	about6: contactWords,
	about7: contactWords
});

export const contactListSchema = v.object({ commitment: v.optional(commitmentSchema) });
