// What the API answers about remarks, promises and what somebody is asked to do.
import * as v from 'valibot';
import { promiseOutcomes, remarkKinds, sectionStates } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const person = v.object({ id: v.string(), name: v.string() });

export const remarkSchema = v.object({
	id: v.string(),
	sectionKey: v.pipe(v.nullable(v.string()), v.description('Null: about the whole report')),
	kind: v.picklist(remarkKinds),
	body: v.string(),
	author: person,
	organisation: v.pipe(
		v.nullable(v.string()),
		v.description('For which organisation a lead returned the report')
	),
	at: moment,
	settled: v.nullable(v.object({ at: moment, by: v.nullable(v.string()) })),
	abilities: v.object({ settle: v.boolean() })
});

export const promiseSchema = v.object({
	id: v.string(),
	words: v.pipe(v.string(), v.description('As it was published')),
	from: v.object({ roundNumber: v.number(), title: v.string(), url: v.string() }),
	sectionKey: v.pipe(v.string(), v.description('The section in which the answer stands')),
	outcome: v.nullable(v.picklist(promiseOutcomes)),
	explanation: v.string(),
	answered: v.nullable(v.object({ at: moment, by: v.nullable(v.string()) }))
});

export const colleagueSchema = v.object({
	id: v.string(),
	name: v.string(),
	organisation: v.string(),
	mayWrite: v.boolean(),
	isLead: v.boolean()
});

const inReport = { reportId: v.string(), reportTitle: v.string() };
const inSection = {
	...inReport,
	key: v.string(),
	title: v.string(),
	commitment: v.nullable(v.number()),
	state: v.picklist(sectionStates),
	dueAt: v.nullable(v.pipe(v.string(), v.isoDate()))
};

export const needSchema = v.variant('kind', [
	v.object({
		kind: v.literal('returned'),
		...inReport,
		remarkId: v.string(),
		by: v.string(),
		sectionKey: v.nullable(v.string())
	}),
	v.object({ kind: v.literal('review'), ...inSection, ownerName: v.nullable(v.string()) }),
	v.object({ kind: v.literal('write'), ...inSection }),
	v.object({
		kind: v.literal('promises'),
		...inReport,
		count: v.number(),
		sectionKey: v.string()
	})
]);
