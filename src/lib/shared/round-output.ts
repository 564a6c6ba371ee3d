// What the API answers about a round's questions, who it expects, and the intention to publish a report.
import * as v from 'valibot';

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
