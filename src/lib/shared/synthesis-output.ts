// What the API answers about the convenor's synthesis of a round.
import * as v from 'valibot';

const commitment = v.nullable(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7)));
const moment = v.pipe(v.string(), v.isoTimestamp());
const fingerprint = v.pipe(v.string(), v.description('SHA-256'));

const citationSchema = v.object({
	path: v.pipe(v.string(), v.description('Of the cited section, in the edition that was cited')),
	anchor: v.pipe(v.string(), v.description('Where on the synthesis’s page its source is told')),
	words: v.pipe(v.string(), v.description('Words of the synthesis that carry the link')),
	source: v.pipe(
		v.nullable(
			v.object({
				report: v.string(),
				roundNumber: v.number(),
				edition: v.number(),
				key: v.string(),
				title: v.string(),
				commitment,
				html: v.string(),
				text: v.string()
			})
		),
		v.description('Null when nothing that is published is at this address')
	),
	correction: v.pipe(
		v.nullable(
			v.object({
				edition: v.number(),
				note: v.nullable(v.string()),
				publishedAt: moment,
				path: v.string(),
				runs: v.array(
					v.object({ text: v.string(), change: v.picklist(['same', 'added', 'removed']) })
				)
			})
		),
		v.description('Set when the newest edition of the report reads differently here')
	)
});

export const synthesisEditionSchema = v.object({
	number: v.number(),
	publishedAt: moment,
	note: v.pipe(v.nullable(v.string()), v.description('What is different from the one before')),
	sha256: fingerprint
});

export const synthesisSchema = v.object({
	id: v.string(),
	roundId: v.string(),
	roundNumber: v.number(),
	title: v.string(),
	documentName: v.string(),
	isSample: v.boolean(),
	sha256: v.pipe(v.string(), v.description('Fingerprint of the text as it is on the disk')),
	html: v.pipe(v.string(), v.description('As it would be published')),
	text: v.string(),
	words: v.number(),
	citations: v.array(citationSchema),
	editions: v.pipe(v.array(synthesisEditionSchema), v.description('Newest first')),
	abilities: v.object({ write: v.boolean(), publish: v.boolean() })
});

export const publishedSynthesisSchema = v.object({
	title: v.string(),
	isSample: v.boolean(),
	roundNumber: v.number(),
	roundTitle: v.string(),
	path: v.pipe(v.string(), v.description('Of its page')),
	edition: synthesisEditionSchema,
	editions: v.pipe(v.array(synthesisEditionSchema), v.description('All of them, newest first')),
	themes: v.array(
		v.object({
			title: v.string(),
			anchor: v.pipe(v.string(), v.description('Where on the page it stands'))
		})
	),
	html: v.string(),
	canonical: v.pipe(v.string(), v.description('The text that sha256 is the fingerprint of')),
	words: v.number(),
	citations: v.array(citationSchema)
});

export const citableSectionSchema = v.object({
	address: v.pipe(v.string(), v.description('A link to it is a citation of exactly these words')),
	report: v.string(),
	edition: v.number(),
	key: v.string(),
	title: v.string(),
	commitment,
	text: v.string()
});
export type CitableSection = v.InferOutput<typeof citableSectionSchema>;
