// What the API answers about a text's versions; the pages read the same shapes.
import * as v from 'valibot';

/** `writing`: a stretch of writing as the log has it; all others were kept on purpose and have a name. */
const versionKinds = [
	'writing',
	'named',
	'before-clearing',
	'before-restoring',
	'signed',
	'published'
] as const;
export type VersionKind = (typeof versionKinds)[number];

/** How finely a part of the history is kept. */
const resolutions = ['change', 'hour', 'day'] as const;
export type Resolution = (typeof resolutions)[number];

/** What became of a run of text between two moments. */
const changes = ['same', 'added', 'removed'] as const;

const moment = v.pipe(v.string(), v.isoTimestamp());

const personSchema = v.object({
	id: v.pipe(v.nullable(v.string()), v.description('Null for the workspace itself')),
	name: v.string()
});

const identity = {
	id: v.pipe(
		v.string(),
		v.description('Of this moment: goes into versions/{id} and into from and to of compare')
	),
	kind: v.picklist(versionKinds),
	name: v.pipe(v.nullable(v.string()), v.description('Null for a stretch of writing')),
	at: v.pipe(moment, v.description('When the text read like this'))
};

export const versionSchema = v.object({
	...identity,
	since: v.pipe(moment, v.description('When the stretch of writing that it ends began')),
	authors: v.pipe(
		v.array(personSchema),
		v.description('Who wrote in that stretch, who wrote most first')
	),
	changes: v.pipe(v.number(), v.description('Changes in that stretch, as far as they are kept')),
	by: v.pipe(v.nullable(personSchema), v.description('Who named it; null for a stretch of writing'))
});
export type Version = v.InferOutput<typeof versionSchema>;

export const versionsSchema = v.object({
	items: v.array(versionSchema),
	next: v.pipe(v.nullable(v.string()), v.description('Null on the last page')),
	kept: v.pipe(
		v.array(v.object({ every: v.picklist(resolutions), from: v.nullable(moment) })),
		v.description(
			'How finely the history is kept, from when on; newest first, null: from the start'
		)
	)
});
export type Versions = v.InferOutput<typeof versionsSchema>;

const section = { field: v.string(), title: v.string() };

export const versionContentSchema = v.object({
	...identity,
	title: v.pipe(v.string(), v.description('Of the report or note')),
	sections: v.array(v.object({ ...section, html: v.string(), text: v.string(), words: v.number() }))
});
export type VersionContent = v.InferOutput<typeof versionContentSchema>;

const comparedRunSchema = v.object({
	text: v.pipe(v.string(), v.description('A line break ends a paragraph, heading or cell')),
	change: v.picklist(changes),
	author: v.pipe(
		v.nullable(personSchema),
		v.description('Who added or removed it; null where nothing changed')
	),
	at: v.nullable(moment)
});
export type ComparedRun = v.InferOutput<typeof comparedRunSchema>;

export const comparisonSchema = v.object({
	from: v.object(identity),
	to: v.object(identity),
	sections: v.array(
		v.object({
			...section,
			added: v.pipe(v.number(), v.description('Words')),
			removed: v.pipe(v.number(), v.description('Words')),
			runs: v.array(comparedRunSchema)
		})
	)
});
export type Comparison = v.InferOutput<typeof comparisonSchema>;

/** What stood in the text, by the person who asks, and is no longer there. */
export const lostSchema = v.object({
	id: v.string(),
	...section,
	text: v.pipe(v.string(), v.description('A line break ends a paragraph')),
	words: v.number(),
	removedBy: personSchema,
	removedAt: moment,
	/** The moment just before it went, for viewing and comparing. */
	before: v.pipe(v.string(), v.description('Id of the moment just before it went'))
});
export type Lost = v.InferOutput<typeof lostSchema>;

export const lostListSchema = v.object({
	items: v.array(lostSchema),
	next: v.null(),
	since: v.pipe(moment, v.description('What was removed before is not listed'))
});
export type LostList = v.InferOutput<typeof lostListSchema>;

export const restoredSchema = v.object({
	id: v.pipe(v.string(), v.description('The version made of the text as it was before')),
	fields: v.pipe(v.array(v.string()), v.description('Fields that read differently now'))
});
export type Restored = v.InferOutput<typeof restoredSchema>;

export const putBackSchema = v.object({
	id: v.string(),
	field: v.string(),
	words: v.number()
});
export type PutBack = v.InferOutput<typeof putBackSchema>;
