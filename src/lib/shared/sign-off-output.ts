// What the API answers about signatures, deputies and requests to sign.
import * as v from 'valibot';
import { promiseOutcomes, remarkKinds, signedInWith } from './states.ts';
import { comparisonSchema } from './version-output.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const day = v.pipe(v.string(), v.isoDate());
const named = v.object({ id: v.string(), name: v.string() });

export const signatureSchema = v.object({
	id: v.string(),
	organisation: named,
	member: named,
	onBehalfOf: v.pipe(
		v.nullable(named),
		v.description('The lead in whose place a deputy signed; null when a lead signed')
	),
	at: moment,
	sha256: v.pipe(v.string(), v.description('Fingerprint of the whole report as it was signed')),
	signedInWith: v.picklist(signedInWith),
	sections: v.array(
		v.object({
			key: v.string(),
			sha256: v.string(),
			standing: v.pipe(
				v.picklist(['valid', 'voided']),
				v.description('Voided: the section reads otherwise now')
			)
		})
	)
});

export const returnedSchema = v.object({
	id: v.string(),
	organisation: named,
	author: named,
	section: v.nullable(v.string()),
	reason: v.string(),
	at: moment
});

export const askedSchema = v.object({
	id: v.string(),
	organisation: named,
	asked: v.pipe(v.array(named), v.description('Who has been sent a link')),
	expiresAt: moment
});

export const delegationSchema = v.object({
	id: v.string(),
	organisation: named,
	lead: named,
	deputy: named,
	fromOn: day,
	untilOn: v.pipe(day, v.description('The last day')),
	reason: v.string(),
	at: moment,
	endedAt: v.nullable(moment),
	state: v.picklist(['coming', 'in-force', 'over', 'ended'])
});
export type Delegation = v.InferOutput<typeof delegationSchema>;

const remark = v.object({
	kind: v.picklist(remarkKinds),
	author: v.string(),
	body: v.string(),
	at: moment,
	isOpen: v.boolean()
});

export const readingSchema = v.object({
	id: v.string(),
	title: v.string(),
	isSample: v.boolean(),
	roundNumber: v.number(),
	organisations: v.array(v.object({ ...named.entries, shortName: v.string() })),
	sha256: v.pipe(v.string(), v.description('What a signature would be bound to')),
	signOffDueOn: day,
	signer: v.nullable(
		v.object({ organisation: named, inPlaceOf: v.nullable(named), maySign: v.boolean() })
	),
	others: v.array(named),
	since: v.pipe(
		v.nullable(
			v.variant('kind', [
				v.object({ kind: v.literal('signature'), signature: signatureSchema }),
				v.object({ kind: v.literal('edition'), number: v.number(), publishedAt: moment })
			])
		),
		v.description('What the changes are changes to: the last signature, or what was published')
	),
	standings: v.array(
		v.object({
			organisation: named,
			state: v.picklist(['signed', 'voided', 'not-signed']),
			signature: v.nullable(signatureSchema)
		})
	),
	sections: v.array(
		v.object({
			key: v.string(),
			title: v.string(),
			commitment: v.nullable(v.number()),
			html: v.string(),
			words: v.number(),
			sha256: v.string(),
			standing: v.picklist(['new', 'valid', 'voided']),
			change: v.nullable(comparisonSchema.entries.sections.item),
			answers: v.array(
				v.object({
					promise: v.string(),
					outcome: v.nullable(v.picklist(promiseOutcomes)),
					explanation: v.string()
				})
			),
			remarks: v.array(remark)
		})
	),
	remarks: v.array(remark)
});
