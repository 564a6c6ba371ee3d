// What the API answers about publication day; the pages read the same shapes.
import * as v from 'valibot';
import { correctionOutcomes, publicationOutcomes } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const organisationSchema = v.object({ id: v.string(), name: v.string(), shortName: v.string() });

const holdingKinds = [
	'unsigned',
	'signature-voided',
	'not-intended',
	'promise-unanswered',
	'remark-open',
	'unreadable',
	'accessibility',
	'broken-link',
	'small-group',
	'nhs-number',
	'date-of-birth',
	'personal-email'
] as const;

const holdsBackSchema = v.object({
	id: v.string(),
	kind: v.picklist(holdingKinds),
	section: v.pipe(v.nullable(v.string()), v.description('Its key; null: the whole report')),
	message: v.string(),
	quote: v.exactOptional(
		v.pipe(v.string(), v.description('The words in question; only for those who may read them'))
	),
	mayBeAccepted: v.boolean(),
	accepted: v.exactOptional(
		v.pipe(
			v.object({ by: v.string(), at: moment, reason: v.exactOptional(v.string()) }),
			v.description('Somebody has said that it can stand: it holds nothing back')
		)
	)
});

export const rehearsedReportSchema = v.object({
	reportId: v.string(),
	title: v.string(),
	organisations: v.array(organisationSchema),
	isReady: v.boolean(),
	holdsBack: v.array(holdsBackSchema)
});

export const rehearsalSchema = v.object({
	roundId: v.string(),
	publishesAt: moment,
	reports: v.array(rehearsedReportSchema),
	withoutReport: v.pipe(
		v.array(organisationSchema),
		v.description('Expected, and named by no report that you may know of')
	),
	coverage: v.pipe(
		v.nullable(v.object({ reported: v.number(), signatories: v.number() })),
		v.description('Signatories that what is ready would cover; for the coordinator')
	)
});

export const publicationsSchema = v.object({
	items: v.array(
		v.object({
			id: v.string(),
			plannedFor: moment,
			publishedAt: moment,
			withdrawableUntil: v.nullable(moment),
			withdrawnAt: v.nullable(moment),
			reason: v.nullable(v.string()),
			reports: v.array(
				v.object({
					reportId: v.string(),
					title: v.string(),
					outcome: v.picklist(publicationOutcomes)
				})
			)
		})
	),
	next: v.null()
});

export const correctionsSchema = v.object({
	edition: v.nullable(v.object({ number: v.number(), publishedAt: moment })),
	corrections: v.array(
		v.object({
			note: v.string(),
			startedBy: v.nullable(v.string()),
			startedAt: moment,
			outcome: v.pipe(
				v.nullable(v.picklist(correctionOutcomes)),
				v.description('Null while it is being written')
			),
			endedAt: v.nullable(moment)
		})
	),
	hasChanges: v.pipe(
		v.boolean(),
		v.description('Whether the words differ from those that are public')
	)
});
