// What the API answers about published editions.
import * as v from 'valibot';
import { promiseOutcomes } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const sha256 = v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/));

const edition = {
	number: v.number(),
	publishedAt: moment,
	note: v.pipe(
		v.nullable(v.string()),
		v.description('What a correction corrects; null for the first')
	),
	sha256: v.pipe(sha256, v.description('Fingerprint of the whole'))
};

export const editionSummarySchema = v.object({
	...edition,
	address: v.pipe(v.string(), v.description('Path of its page, which it keeps'))
});

const organisation = {
	id: v.string(),
	name: v.string(),
	slug: v.nullable(v.string()),
	body: v.string(),
	region: v.string()
};
const otherReport = v.object({ title: v.string(), roundNumber: v.number(), address: v.string() });
const answer = {
	promise: v.string(),
	outcome: v.nullable(v.picklist(promiseOutcomes)),
	explanation: v.string()
};

export const editionSchema = v.object({
	id: v.pipe(v.string(), v.description('Of the report')),
	title: v.string(),
	...edition,
	organisations: v.array(v.object(organisation)),
	signatures: v.array(
		v.object({
			organisation: v.string(),
			member: v.string(),
			deputyFor: v.nullable(v.string()),
			at: moment
		})
	),
	manifest: v.pipe(
		v.string(),
		v.description(
			'A line for each section, as sha256sum writes it; its SHA-256 is that of the whole'
		)
	),
	sections: v.array(
		v.object({
			key: v.string(),
			title: v.string(),
			commitment: v.nullable(v.number()),
			wording: v.nullable(v.string()),
			html: v.string(),
			text: v.string(),
			words: v.number(),
			answers: v.array(v.object({ ...answer, promisedIn: v.nullable(otherReport) })),
			sha256,
			canonical: v.pipe(v.string(), v.description('The text that the fingerprint is made of'))
		})
	),
	answeredLater: v.pipe(
		v.array(v.object({ ...answer, answeredIn: otherReport, sectionKey: v.string() })),
		v.description('What later reports say of the Next Steps of this one')
	)
});

const acrossAnswer = v.object({
	...otherReport.entries,
	html: v.string(),
	text: v.string(),
	words: v.number(),
	answers: v.array(v.object(answer))
});

export const acrossSchema = v.object({
	commitment: v.number(),
	wording: v.string(),
	roundNumber: v.number(),
	beforeNumber: v.nullable(v.number()),
	entries: v.array(
		v.object({
			title: v.string(),
			organisations: v.array(v.object(organisation)),
			isSample: v.boolean(),
			now: v.pipe(v.nullable(acrossAnswer), v.description('Null: not yet reported')),
			before: v.pipe(
				v.array(acrossAnswer),
				v.description('What the same organisations published in the round before')
			)
		})
	)
});

export const organisationPageSchema = v.object({
	...organisation,
	kind: v.string(),
	signatory: v.nullable(v.object({ roleTitle: v.nullable(v.string()), certainty: v.string() })),
	rounds: v.array(
		v.object({
			number: v.number(),
			title: v.string(),
			publishesAt: moment,
			reports: v.pipe(
				v.array(v.object({ reportId: v.string(), title: v.string(), address: v.string() })),
				v.description('None: expected, and not yet reported')
			)
		})
	)
});
