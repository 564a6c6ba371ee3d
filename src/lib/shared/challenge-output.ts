// What the API answers about challenges, offers of help, and who is willing to be asked.
import * as v from 'valibot';
import { actionOrigins, challengeAudiences, challengeOrigins } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const person = v.object({ id: v.string(), name: v.string(), organisation: v.string() });

/** Where something came up, for those who may see that too. */
export const originSchema = v.object({
	kind: v.picklist([...new Set([...challengeOrigins, ...actionOrigins])]),
	id: v.string(),
	title: v.string(),
	url: v.string()
});
export type Origin = v.InferOutput<typeof originSchema>;

const challengeEntries = {
	id: v.string(),
	title: v.string(),
	commitments: v.array(v.number()),
	audience: v.picklist(challengeAudiences),
	organisation: v.pipe(
		v.object({ id: v.string(), name: v.string(), region: v.string() }),
		v.description('Who is stuck')
	),
	group: v.pipe(
		v.nullable(v.object({ id: v.string(), slug: v.string(), name: v.string() })),
		v.description('Null: raised by no group, or by one you may not know of')
	),
	author: v.object({ id: v.string(), name: v.string() }),
	createdAt: moment,
	isSample: v.boolean(),
	offerCount: v.pipe(v.number(), v.description('Offers of help that stand')),
	closed: v.nullable(v.object({ at: moment, by: v.string() }))
};

export const challengeSummarySchema = v.object(challengeEntries);
export type ChallengeSummary = v.InferOutput<typeof challengeSummarySchema>;

export const offerSchema = v.object({
	id: v.string(),
	by: person,
	words: v.string(),
	html: v.string(),
	at: moment,
	accepted: v.nullable(moment),
	email: v.pipe(
		v.nullable(v.string()),
		v.description('Of who offers, once accepted, for those who accept offers here')
	),
	abilities: v.object({ withdraw: v.boolean(), accept: v.boolean() })
});
export type Offer = v.InferOutput<typeof offerSchema>;

export const challengeSchema = v.object({
	...challengeEntries,
	body: v.pipe(v.string(), v.description('In the notation of posts')),
	html: v.string(),
	from: v.pipe(
		v.nullable(originSchema),
		v.description('Where it came up. Null: nowhere in particular, or where you may not look')
	),
	authorEmail: v.pipe(
		v.nullable(v.string()),
		v.description('For those whose offer of help was accepted')
	),
	outcome: v.pipe(v.string(), v.description('What came of it. Empty: nothing so far')),
	outcomeHtml: v.string(),
	outcomeNote: v.nullable(v.object({ id: v.string(), title: v.string() })),
	offers: v.pipe(v.array(offerSchema), v.description('Oldest first')),
	abilities: v.object({ change: v.boolean(), offer: v.boolean(), close: v.boolean() })
});
export type Challenge = v.InferOutput<typeof challengeSchema>;

export const contactSchema = v.object({
	member: v.object({ ...person.entries, email: v.string(), region: v.string() }),
	about: v.array(
		v.object({
			commitment: v.number(),
			words: v.pipe(v.string(), v.description('In their own words'))
		})
	)
});
export type Contact = v.InferOutput<typeof contactSchema>;

export const sameMatterSchema = v.object({
	notes: v.pipe(
		v.array(
			v.object({
				id: v.string(),
				title: v.string(),
				organisation: v.string(),
				commitments: v.array(v.number())
			})
		),
		v.description('Learning notes whose authors want them shown here, the nearest first')
	),
	contacts: v.array(contactSchema)
});
export type SameMatter = v.InferOutput<typeof sameMatterSchema>;

export const myContactsSchema = v.object({
	items: v.array(v.object({ commitment: v.number(), words: v.string(), since: moment }))
});
