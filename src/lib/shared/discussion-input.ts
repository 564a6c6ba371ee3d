// What people send about discussions. Forms, the API and its description use the same schemas.
import * as v from 'valibot';
import { followStates, threadAudiences } from './states.ts';

const longestTitle = 200;
const longestBody = 20_000;

/** Control characters but tab and line feed: nobody types them, and PostgreSQL stores no NUL. */
// eslint-disable-next-line no-control-regex -- they are what is taken out
const controls = /[\u0000-\u0008\u000b-\u001f\u007f]/g;

const typed = v.pipe(
	v.string(),
	v.transform((text) => text.replace(/\r\n?/g, '\n').replace(controls, ''))
);

/** One line: runs of white space count as one space. */
const line = v.pipe(
	typed,
	v.transform((text) => text.replace(/\s+/g, ' ').trim())
);

const titleSchema = v.pipe(
	line,
	v.minLength(3, 'Give the discussion a title of at least 3 characters.'),
	v.maxLength(longestTitle, `A title can have at most ${longestTitle} characters.`)
);

/** A post as typed; only blank lines before and white space after it go. */
const bodySchema = v.pipe(
	typed,
	v.transform((text) => text.replace(/^(?:[ \t]*\n)+/, '').trimEnd()),
	v.minLength(1, 'Write something before posting.'),
	v.maxLength(
		longestBody,
		`A post can have at most ${longestBody.toLocaleString('en-GB')} characters.`
	)
);

/** Given by a moderator, read by everyone who sees the discussion. */
export const reasonSchema = v.pipe(
	line,
	v.minLength(3, 'Say why, in a few words everyone here will read.'),
	v.maxLength(500, 'Say it in at most 500 characters.')
);

export const idSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(64));
const postNumber = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000));

/** A commitment in an address: "1" … "7". */
export const commitmentParamSchema = v.pipe(
	v.string(),
	v.regex(/^[1-7]$/, 'There are seven commitments.'),
	v.transform(Number)
);

/** An empty field of a form says nothing. */
const orNothing = <S extends v.GenericSchema>(schema: S) =>
	v.optional(
		v.union([
			v.pipe(
				v.literal(''),
				v.transform(() => undefined)
			),
			schema
		])
	);

/** For whom a discussion about to be started is. */
export const newThreadAudienceEntries = {
	/** Left out: Pledge Makers and Pledge Supporters. */
	audience: v.optional(v.picklist(threadAudiences, 'Choose who can see the discussion.')),
	/** With the audience "organisation": which one. Left out: your own. */
	organisationId: orNothing(idSchema)
};

export const startThreadSchema = v.object({
	title: titleSchema,
	body: bodySchema,
	...newThreadAudienceEntries
});
/** The form's one choice says both: "pledge-makers", or "organisation:" and its id. */
export const startThreadFormSchema = v.object({
	title: titleSchema,
	body: bodySchema,
	seenBy: v.pipe(
		v.string(),
		v.rawTransform(({ dataset, addIssue, NEVER }) => {
			const [chosen, organisationId] = dataset.value.split(':', 2);
			const audience = threadAudiences.find((known) => known === chosen);
			if (audience !== undefined) return { audience, organisationId };
			addIssue({ message: 'Choose who can see the discussion.' });
			return NEVER;
		})
	)
});

export type StartThread = v.InferOutput<typeof startThreadSchema>;

export const postSchema = v.object({
	body: bodySchema,
	/** Id of a post of the same thread. */
	inReplyTo: orNothing(idSchema)
});
export type NewPost = v.InferOutput<typeof postSchema>;

export const editPostSchema = v.object({ body: bodySchema });

/** A form that names the post it is about. */
export const postFormSchema = v.object({ postId: idSchema });
export const editFormSchema = v.object({ postId: idSchema, body: bodySchema });
export const hideFormSchema = v.object({ postId: idSchema, reason: reasonSchema });

export const moderationSchema = v.object({ reason: reasonSchema });

export const markReadSchema = v.object({ upTo: postNumber });

export const mentionQuerySchema = v.object({
	q: v.pipe(v.string(), v.trim(), v.maxLength(100))
});

/** What came of a discussion, as typed. */
export const outcomeSchema = v.object({ outcome: bodySchema });

export const markUnreadSchema = v.object({ from: postNumber });

/** `null`: neither followed nor muted. */
export const followSchema = v.object({ state: v.nullable(v.picklist(followStates)) });
export const followFormSchema = v.object({
	state: v.union([
		v.picklist(followStates),
		v.pipe(
			v.literal(''),
			v.transform(() => null)
		)
	])
});

/** A commitment, a group, a note, a challenge or a section, as one word. */
const placeSchema = v.pipe(
	v.string(),
	v.maxLength(200),
	v.regex(
		/^(?:commitment:[1-7]|(?:group|note|challenge):[^/]+|section:[^/]+\/.+)$/,
		'Choose where it goes.'
	)
);

export const movePostsSchema = v.object({
	posts: v.pipe(
		v.array(postNumber),
		v.minLength(1, 'Choose at least one post.'),
		v.maxLength(500),
		v.description('Numbers of posts of this discussion')
	),
	threadId: v.pipe(
		orNothing(idSchema),
		v.description('The discussion they go to. Left out: a new one about the same')
	),
	title: v.pipe(orNothing(titleSchema), v.description('Of the new discussion')),
	reason: reasonSchema
});
export type MovePosts = v.InferOutput<typeof movePostsSchema>;

export const moveThreadSchema = v.object({
	place: v.pipe(
		placeSchema,
		v.description('"commitment:3", "group:ID", "note:ID", "challenge:ID", or "section:REPORT/KEY"')
	),
	...newThreadAudienceEntries,
	reason: reasonSchema
});
export type MoveThread = v.InferOutput<typeof moveThreadSchema>;
