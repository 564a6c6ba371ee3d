// What people send about discussions. Forms, the API and its description use the same schemas.
import * as v from 'valibot';
import { followStates, postAudiences, threadAudiences } from './states.ts';
import { readPlaceWord } from './thread-place.ts';

/** For whom a post of lived experience can be. */
export const livedAudiences = ['thread', ...postAudiences] as const;

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
	inReplyTo: orNothing(idSchema),
	isLivedExperience: v.pipe(
		v.optional(
			v.pipe(
				v.union([v.boolean(), v.string()]),
				v.transform((value) => value !== false && value !== '')
			)
		),
		v.description('It tells of lived experience: for fewer people, and never quoted elsewhere')
	),
	audience: v.pipe(
		orNothing(v.picklist(livedAudiences, 'Choose who can see the post.')),
		v.description(
			'Of a post of lived experience. Left out: the next smaller circle than the discussion’s; "thread": all who see the discussion'
		)
	),
	/** With the audience "organisation": which of one's own. */
	organisationId: orNothing(idSchema),
	/** What a post of lived experience talks about, shown before its words. */
	contentNote: v.optional(v.pipe(line, v.maxLength(200, 'Say it in at most 200 characters.')))
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

/** What a discussion is to be about, as one word. */
export const placeSchema = v.pipe(
	v.string(),
	v.maxLength(200),
	v.rawTransform(({ dataset, addIssue, NEVER }) => {
		const place = readPlaceWord(dataset.value);
		if (place !== null) return place;
		addIssue({ message: 'Choose where it goes.' });
		return NEVER;
	})
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

/** Posts as a form names them: "4-6, 9". */
const postNumbersSchema = v.pipe(
	v.string(),
	v.trim(),
	v.regex(
		/^\d{1,6}(\s*[-–]\s*\d{1,6})?(\s*,\s*\d{1,6}(\s*[-–]\s*\d{1,6})?)*$/,
		'Write the numbers of the posts, like 4–6, 9.'
	),
	v.transform((text) =>
		text.split(',').flatMap((part) => {
			const [first = 0, last = first] = part.split(/[-–]/).map(Number);
			return Array.from(
				{ length: Math.min(Math.max(last - first + 1, 0), 501) },
				(_, i) => first + i
			);
		})
	),
	v.minLength(1, 'Choose at least one post.'),
	v.maxLength(500, 'At most 500 posts at a time.')
);
export const movePostsFormSchema = v.object({
	...movePostsSchema.entries,
	posts: postNumbersSchema
});

const typedNumber = v.pipe(v.string(), v.regex(/^\d{1,6}$/, 'Give a number.'), v.transform(Number));

export const unreadFormSchema = v.object({ from: typedNumber });

/** Which posts of a discussion are asked for. */
export const stretchSchema = v.pipe(
	v.object({
		from: v.optional(typedNumber),
		limit: v.optional(
			v.pipe(typedNumber, v.minValue(1), v.maxValue(500, 'At most 500 posts at a time.'))
		)
	}),
	v.transform(({ from = 1, limit = 200 }) => ({ from, limit }))
);

/** In which a discussion can be taken away. */
export const threadFormats = ['html', 'md', 'json'] as const;
export type ThreadFormat = (typeof threadFormats)[number];
export const threadExportSchema = v.object({
	format: v.optional(v.picklist(threadFormats), 'html')
});
