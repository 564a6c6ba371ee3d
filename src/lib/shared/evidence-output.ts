// What the API answers about evidence and about where something is mentioned.
import * as v from 'valibot';
import { sectionKeys } from './sections.ts';
import { evidenceSources, linkSources, offerOutcomes } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());
const named = v.object({ id: v.string(), name: v.string() });
const path = v.pipe(v.string(), v.description('Of the page that shows it'));

export const offerSchema = v.object({
	id: v.string(),
	source: v.object({
		kind: v.picklist(evidenceSources),
		id: v.string(),
		title: v.pipe(
			v.string(),
			v.description('Of the note, or of the discussion the post stands in')
		),
		by: v.string(),
		path,
		address: v.pipe(v.string(), v.description('The link to put into the text'))
	}),
	organisation: named,
	sectionKey: v.picklist(sectionKeys),
	why: v.string(),
	offeredBy: named,
	offeredAt: moment,
	answer: v.pipe(
		v.nullable(
			v.object({
				outcome: v.picklist(offerOutcomes),
				words: v.string(),
				by: v.string(),
				at: moment
			})
		),
		v.description('Null until somebody has answered')
	),
	abilities: v.object({ answer: v.boolean(), takeBack: v.boolean() })
});

export const mentionSchema = v.object({
	kind: v.picklist(linkSources),
	id: v.pipe(v.string(), v.description('Of the note, the report or the post')),
	title: v.pipe(
		v.string(),
		v.description('Of the note, the report, or the discussion the post stands in')
	),
	sectionKey: v.pipe(
		v.nullable(v.string()),
		v.description('Which section of a report; null for a note and a post')
	),
	by: v.string(),
	at: v.nullable(moment),
	path
});
