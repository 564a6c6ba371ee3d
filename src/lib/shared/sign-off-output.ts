// What the API answers about signatures, deputies and requests to sign.
import * as v from 'valibot';
import { signedInWith } from './states.ts';

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
