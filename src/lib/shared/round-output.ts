// What the API answers about a round's questions, who it expects, how far it is, and the intention to publish a report.
import * as v from 'valibot';
import { roundSchema } from './report-output.ts';
import { reportStates, sectionStates } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());

export const organisationNameSchema = v.object({
	id: v.string(),
	name: v.string(),
	shortName: v.string()
});

export const questionSchema = v.object({
	key: v.string(),
	title: v.string(),
	instruction: v.string(),
	commitment: v.nullable(v.number())
});

export const intentionSchema = v.object({
	intends: v.boolean(),
	plannedFor: moment,
	reason: v.pipe(v.string(), v.description('Empty for what was recorded as the draft began')),
	by: v.pipe(v.nullable(v.string()), v.description('Null: the workspace itself')),
	at: moment
});

export const boardSchema = v.object({
	round: roundSchema,
	columns: v.array(
		v.object({ key: v.string(), title: v.string(), commitment: v.nullable(v.number()) })
	),
	reports: v.array(
		v.object({
			id: v.string(),
			title: v.string(),
			state: v.picklist(reportStates),
			isSample: v.boolean(),
			organisations: v.array(organisationNameSchema),
			sections: v.pipe(
				v.array(
					v.object({
						key: v.string(),
						state: v.picklist(sectionStates),
						isSigned: v.pipe(
							v.boolean(),
							v.description('Every organisation of the report has signed exactly these words')
						)
					})
				),
				v.description('In page order; empty when the text cannot be read')
			),
			signatures: v.array(
				v.object({
					organisation: organisationNameSchema,
					state: v.picklist(['signed', 'voided', 'not-signed']),
					changed: v.pipe(
						v.array(v.string()),
						v.description('Sections whose words have changed since it was given')
					)
				})
			),
			holdsBack: v.array(
				v.object({
					kind: v.string(),
					section: v.nullable(v.string()),
					message: v.string(),
					count: v.number()
				})
			),
			mayRead: v.boolean()
		})
	),
	withoutReport: v.pipe(
		v.array(organisationNameSchema),
		v.description('Expected, and named by no report that you may know of')
	),
	isWhole: v.pipe(
		v.boolean(),
		v.description('You follow every report: whoever stands without one has none')
	)
});
