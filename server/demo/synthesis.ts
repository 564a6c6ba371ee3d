// The convenor's synthesis of the second round, as sample text: published, and citing four reports, one of which was
// corrected afterwards.
import { newId } from '#server/kernel/ids.ts';
import type { DocumentContent } from '#server/domain/collaboration/derive.ts';
import { citationsIn, pathOf } from '#server/domain/rounds/synthesis/citation.ts';
import { resolveCitations } from '#server/domain/rounds/synthesis/cited.ts';
import { makeSynthesisEdition } from '#server/domain/rounds/synthesis/synthesis-edition.ts';
import { slugOf } from '#server/domain/rounds/report-slug.ts';
import type { Store } from '#server/storage/store.ts';
import { ukTime } from '#shared/dates.ts';
import { noteField } from '#shared/document-fields.ts';
import type { SectionKey } from '#shared/sections.ts';
import { doc, h, p, type Block } from './blocks.ts';
import { organisations } from './people.ts';

const roundNumber = 2;

export type SynthesisSeed = {
	origin: string;
	/** Who began it, and who wrote on. */
	writers: readonly [string, string];
	updatesOf(states: readonly Record<string, Block>[]): Uint8Array[];
	contentOf(updates: readonly Uint8Array[]): DocumentContent;
};

/** Comes after the round's reports. */
export async function seedSynthesis(inside: Store, seed: SynthesisSeed): Promise<void> {
	const round = await inside.rounds.byNumber(roundNumber);
	if (round === undefined) throw new Error('the demonstration has no second round');
	const id = newId();
	const documentName = `synthesis-${id}`;
	const begun = ukTime('2021-11-24', '10:05');
	const written = ukTime('2021-12-02', '15:40');
	const publishedAt = ukTime('2021-12-03', '10:00');
	await inside.documents.create(documentName, 'note', begun);
	await inside.syntheses.add({
		id,
		round_id: round.id,
		document_name: documentName,
		is_sample: 1,
		started_by: seed.writers[0],
		created_at: begun
	});

	const blocks = text(seed.origin);
	const updates = seed.updatesOf([
		{ [noteField]: doc(blocks.slice(0, firstPart)) },
		{ [noteField]: doc(blocks) }
	]);
	await inside.documents.appendToLogs(
		updates.map((bytes, index) => ({
			document_name: documentName,
			seq: index + 1,
			member_id: seed.writers[index] ?? null,
			at: index === 0 ? begun : written,
			bytes
		}))
	);
	const versionId = newId();
	await inside.versions.add({
		id: versionId,
		document_name: documentName,
		seq: updates.length,
		kind: 'published',
		name: 'Published as edition 1',
		at: publishedAt,
		member_id: seed.writers[0],
		created_at: publishedAt
	});

	const content = seed.contentOf(updates)[noteField];
	if (content === undefined) throw new Error('the synthesis of the demonstration is empty');
	const cited = await resolveCitations(inside, citationsIn(content.json, seed.origin));
	const edition = makeSynthesisEdition({
		synthesisId: id,
		number: 1,
		note: null,
		content,
		origin: seed.origin,
		citations: cited.flatMap(({ editionId, address, citation }) =>
			editionId === null ? [] : [{ editionId, key: address.key, words: citation.words }]
		),
		versionId,
		publishedBy: seed.writers[0],
		publishedAt
	});
	await inside.syntheses.addEdition(edition.row, edition.citations);
}

/** Blocks that were there on the first day. */
const firstPart = 6;

function text(origin: string): Block[] {
	const cite = (words: string, title: string, key: SectionKey): Block => {
		const path = pathOf({ roundNumber, slug: slugOf(title), edition: 1, key });
		return {
			type: 'text',
			text: words,
			marks: [{ type: 'link', attrs: { href: `${origin}${path}` } }]
		};
	};
	const say = (...content: (string | Block)[]): Block => ({
		type: 'paragraph',
		content: content.map((each) => (typeof each === 'string' ? { type: 'text', text: each } : each))
	});
	const leeds = 'Synergi-Leeds Partnership';
	const hackney = organisations.hackney.name;
	const manchester = organisations.manchester.name;
	const birmingham = organisations.birmingham.name;
	return [
		p(
			'Sample text, made for this demonstration. The themes below were drawn out of four sample reports of the second round.'
		),
		h('Money that lasts'),
		say(
			'Every report names a fund for community organisations, and every report says that it is not yet safe. ',
			cite('Leeds has made half of its fund recurrent', leeds, 'commitment-5'),
			' and told each group, with the date, where the rest ends. Groups ask for the same two things everywhere: to be paid for evenings, and ',
			cite('to be paid on time', birmingham, 'commitment-3'),
			'.'
		),
		h('Nobody’s task out of hours'),
		say(
			'Recording has improved by day. By night it has not: ',
			cite('in Hackney the gap is widest in the out-of-hours service', hackney, 'commitment-2'),
			', where it is nobody’s task to ask, and ',
			cite('Greater Manchester finds the same', manchester, 'commitment-2'),
			'. Three of four reports promise to make it somebody’s task by the next round.'
		),
		p('A figure by itself says little here. What the reports share is the reason they give.'),
		h('The second appointment'),
		say(
			'A first conversation in the language a person chooses is offered in every place that reports. What happens afterwards is not: people say that ',
			cite('the second appointment is where the service loses them', manchester, 'commitment-1'),
			'. No report has changed that yet, and all four say so.'
		),
		h('What was refused is published too'),
		say(
			'Of the research questions that people who use the services set, ',
			cite(
				'one in Leeds was refused approval, and the refusal was published',
				leeds,
				'commitment-6'
			),
			'. We ask every Pledge Maker to do the same.'
		)
	];
}
