// What the API answers about the pledge, rounds and reports.
import * as v from 'valibot';
import { reportStates, roundStates, sectionStates } from './states.ts';

const commitmentNumber = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7));
const day = v.pipe(v.string(), v.isoDate());
const moment = v.pipe(v.string(), v.isoTimestamp());

const commitmentSchema = v.object({
	number: commitmentNumber,
	title: v.string(),
	wording: v.pipe(v.string(), v.description('The official wording'))
});

export const pledgeSchema = v.object({
	version: v.string(),
	effectiveOn: day,
	commitments: v.array(commitmentSchema),
	versions: v.array(
		v.object({
			version: v.string(),
			effectiveOn: day,
			source: v.string(),
			commitments: v.array(commitmentSchema)
		})
	)
});

const signatorySchema = v.object({
	id: v.string(),
	organisationId: v.string(),
	organisation: v.string(),
	slug: v.pipe(
		v.nullable(v.string()),
		v.description('In the address of its page: /organisations/{slug}')
	),
	kind: v.string(),
	region: v.string(),
	roleTitle: v.nullable(v.string()),
	certainty: v.string()
});

export const signatoriesSchema = v.object({
	pledgeMakers: v.array(signatorySchema),
	pledgeSupporters: v.array(signatorySchema)
});

export const roundSchema = v.object({
	id: v.string(),
	number: v.number(),
	title: v.string(),
	state: v.picklist(roundStates),
	reportingFrom: v.nullable(day),
	reportingTo: v.nullable(day),
	opensOn: day,
	draftsDueOn: day,
	reviewEndsOn: day,
	signOffDueOn: day,
	publishesAt: moment,
	coverage: v.object({ reported: v.number(), signatories: v.number() }),
	dateChanges: v.array(
		v.object({
			field: v.string(),
			from: v.string(),
			to: v.string(),
			reason: v.string(),
			at: moment
		})
	)
});

export const reportSectionSchema = v.object({
	key: v.string(),
	title: v.string(),
	commitment: v.nullable(commitmentNumber),
	state: v.picklist(sectionStates),
	ownerId: v.nullable(v.string()),
	ownerName: v.nullable(v.string()),
	dueAt: v.nullable(day),
	reviewerId: v.nullable(v.string()),
	reviewerName: v.nullable(v.string()),
	openRemarks: v.number(),
	words: v.number(),
	sha256: v.pipe(v.string(), v.description('Fingerprint of its text'))
});

export const reportSchema = v.object({
	id: v.string(),
	title: v.string(),
	slug: v.string(),
	state: v.picklist(reportStates),
	isCorrecting: v.pipe(
		v.boolean(),
		v.description('A correction of what was published is being written')
	),
	isSample: v.boolean(),
	roundId: v.string(),
	roundNumber: v.number(),
	organisations: v.array(v.object({ id: v.string(), name: v.string(), shortName: v.string() })),
	documentName: v.string(),
	sha256: v.pipe(v.string(), v.description('Fingerprint of the whole; a signature is bound to it')),
	openRemarks: v.pipe(v.number(), v.description('Changes asked that nobody has settled')),
	sections: v.array(reportSectionSchema),
	abilities: v.object({ read: v.boolean(), write: v.boolean() })
});

export const reportContentSchema = v.object({
	id: v.string(),
	title: v.string(),
	sections: v.array(
		v.object({
			key: v.string(),
			title: v.string(),
			html: v.string(),
			text: v.string(),
			words: v.number()
		})
	)
});
