// What the API answers about all that there is on a commitment.
import * as v from 'valibot';
import { acrossSchema } from './edition-output.ts';
import { noteKinds } from './states.ts';

const moment = v.pipe(v.string(), v.isoTimestamp());

const entries = {
	id: v.string(),
	title: v.string(),
	author: v.string(),
	organisation: v.string(),
	at: moment,
	isSample: v.boolean()
};

export const togetherSchema = v.object({
	commitment: v.number(),
	wording: v.string(),
	across: v.pipe(
		v.nullable(acrossSchema),
		v.description('What was published. Null: nothing so far')
	),
	notes: v.array(v.object({ ...entries, kind: v.picklist(noteKinds) })),
	challenges: v.pipe(
		v.array(v.object({ ...entries, offers: v.number() })),
		v.description('Those that are open')
	),
	threads: v.array(
		v.object({ ...entries, posts: v.number(), lastPostAt: moment, isClosed: v.boolean() })
	),
	moments: v.pipe(
		v.array(
			v.object({
				at: moment,
				what: v.picklist(['published', 'corrected', 'note', 'challenge', 'thread', 'post']),
				title: v.string(),
				by: v.string(),
				path: v.string()
			})
		),
		v.description('Of all that is shown, the newest first')
	)
});
