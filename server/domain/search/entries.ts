// What stands in the index for each thing: its words, where it leads, and the circles that may see it.
import type { DocumentContent, TextAt } from '#server/domain/collaboration/derive.ts';
import type { Queries } from '#server/storage/store.ts';
import { noteField, sectionField } from '#shared/document-fields.ts';
import { templates } from '#shared/live-session/templates.ts';
import { postPath, threadPath } from '#shared/thread-path.ts';
import * as circles from './circles.ts';
import type { Fact, Part } from './facts.ts';
import type { SearchEntry } from './search-index.ts';
import { wordsIn } from './words.ts';

/** A form's sections, in page order. */
export type SectionsOf = (
	stored: string
) => { key: string; title: string; commitment: number | null }[];

type Of<Kind extends Fact['kind']> = Extract<Fact, { kind: Kind }>;
type Texts = (documentName: string) => TextAt;

/** The document a thing's words are written in. */
export function documentOf(fact: Fact): string | null {
	switch (fact.kind) {
		case 'note':
		case 'session':
			return fact.row.document_name;
		case 'report':
			return isWritten(fact) ? fact.row.document_name : null;
		case 'synthesis':
			return fact.target.isPublished ? null : fact.row.document_name;
		default:
			return null;
	}
}

const isWritten = ({ row }: Of<'report'>): boolean =>
	row.state === 'draft' || row.correcting_since !== null;

const of = <Kind extends Fact['kind']>(facts: readonly Fact[], kind: Kind): Of<Kind>[] =>
	facts.filter((fact): fact is Of<Kind> => fact.kind === kind);
const ids = (facts: readonly { id: string }[]): string[] => facts.map(({ id }) => id);

type Written = Omit<SearchEntry, 'titleWords' | 'bodyWords' | 'subject' | 'key' | 'wordsOf'> &
	Partial<Pick<SearchEntry, 'key' | 'wordsOf'>> & {
		subject: string;
		/** Whether its title is its own: that of a post is its thread's. */
		isTitled?: boolean;
		/** Words by which it is found and that are not shown. */
		alsoWords?: string;
	};

const entry = ({ isTitled = true, alsoWords = '', ...written }: Written): SearchEntry => ({
	key: written.subject,
	wordsOf: null,
	...written,
	titleWords: isTitled ? wordsIn(written.title) : [],
	bodyWords: wordsIn(`${written.body} ${alsoWords}`),
	scope: [
		circles.facet.kind(written.kind),
		circles.facet.year(Number(written.at.slice(0, 4))),
		...written.scope
	]
});

const by = (row: { author_name: string; organisation: string | null }): string =>
	row.organisation === null ? row.author_name : `${row.author_name}, ${row.organisation}`;
const joined = (...parts: readonly string[]): string =>
	parts.filter((part) => part !== '').join(' · ');
const aboutCommitments = (numbers: readonly number[]): string[] =>
	numbers.map(circles.facet.commitment);
/** Signs of the notation are no words. */
const unmarked = (body: string): string => body.replaceAll('**', '');

function ofPosts(facts: readonly Of<'post'>[]): SearchEntry[] {
	return facts.flatMap(({ id, row, thread, place, target }) =>
		target.isWithdrawn || target.isHidden
			? []
			: [
					entry({
						subject: `post:${id}`,
						kind: 'post',
						targetId: id,
						title: thread.title,
						isTitled: false,
						body: unmarked(row.body),
						context: joined(`Post ${row.number}`, by(row), place.title),
						path: postPath(thread, row.number),
						wordsOf: target.isLivedExperience || row.content_note !== '' ? row.author_id : null,
						scope: [
							...circles.ofPost(target),
							...(thread.commitment === null ? [] : aboutCommitments([thread.commitment]))
						],
						at: row.created_at
					})
				]
	);
}

function ofThreads(facts: readonly Of<'thread'>[]): SearchEntry[] {
	return facts.map(({ id, row, place, target }) =>
		entry({
			subject: `thread:${id}`,
			kind: 'thread',
			targetId: id,
			title: row.title,
			body: unmarked(row.outcome ?? ''),
			context: joined('Discussion', by(row), place.title),
			path: threadPath(row),
			scope: [
				...circles.ofThread(target),
				...(row.commitment === null ? [] : aboutCommitments([row.commitment]))
			],
			at: row.created_at
		})
	);
}

async function ofNotes(
	inside: Queries,
	facts: readonly Of<'note'>[],
	textOf: Texts
): Promise<SearchEntry[]> {
	const [commitments, themes, organisations] = await Promise.all([
		inside.notes.commitmentsOf(ids(facts)),
		inside.searchSources.noteThemes(ids(facts)),
		inside.searchSources.noteOrganisations(ids(facts))
	]);
	return facts.map(({ id, row, target }) => {
		const own = <One extends { note_id: string }>(rows: readonly One[]): One[] =>
			rows.filter(({ note_id }) => note_id === id);
		return entry({
			subject: `note:${id}`,
			kind: 'note',
			targetId: id,
			title: row.title,
			body: textOf(row.document_name).content[noteField]?.text ?? '',
			alsoWords: own(themes)
				.map(({ theme }) => theme)
				.join(' '),
			context: joined(
				'Learning note',
				`${row.author_name}, ${row.organisation_name}`,
				row.archived_at === null ? '' : 'Archived'
			),
			path: `/learning/${id}`,
			// Whoever would rather know first what it talks about is not shown its words in passing.
			wordsOf: row.content_note === '' ? null : row.author_id,
			scope: [
				...circles.ofNote(target),
				...aboutCommitments(own(commitments).map(({ commitment }) => commitment)),
				...[row.organisation_id, ...own(organisations).map((each) => each.organisation_id)].map(
					circles.facet.about
				)
			],
			at: row.created_at
		});
	});
}

async function ofGroups(inside: Queries, facts: readonly Of<'group'>[]): Promise<SearchEntry[]> {
	const commitments = await inside.groups.commitmentsOf(ids(facts));
	return facts.map(({ id, row, target }) =>
		entry({
			subject: `group:${id}`,
			kind: 'group',
			targetId: id,
			title: row.name,
			body: row.purpose,
			context: joined(row.called, row.archived_at === null ? '' : 'Archived'),
			path: `/groups/${row.slug}`,
			scope: [
				...circles.ofGroup(target),
				...aboutCommitments(
					commitments.filter(({ group_id }) => group_id === id).map(({ commitment }) => commitment)
				)
			],
			at: row.created_at
		})
	);
}

async function ofChallenges(
	inside: Queries,
	facts: readonly Of<'challenge'>[]
): Promise<SearchEntry[]> {
	const commitments = await inside.searchSources.challengeCommitments(ids(facts));
	return facts.map(({ id, row, target }) =>
		entry({
			subject: `challenge:${id}`,
			kind: 'challenge',
			targetId: id,
			title: row.title,
			body: unmarked(row.body),
			context: joined(row.closed_at === null ? 'Help asked' : 'Closed', row.organisation_name),
			path: `/challenges/${id}`,
			scope: [
				...circles.ofChallenge(target),
				...aboutCommitments(
					commitments
						.filter(({ challenge_id }) => challenge_id === id)
						.map(({ commitment }) => commitment)
				),
				circles.facet.about(row.organisation_id)
			],
			at: row.created_at
		})
	);
}

const ofDecisions = (facts: readonly Of<'decision'>[]): SearchEntry[] =>
	facts.map(({ id, row, group, target }) =>
		entry({
			subject: `decision:${id}`,
			kind: 'decision',
			targetId: id,
			title: row.words,
			body: row.reasons,
			context: joined('Decision', group.name),
			path: `/groups/${group.slug}/decisions/${id}`,
			scope: circles.withinGroup(target),
			at: row.recorded_at
		})
	);

async function ofReports(
	inside: Queries,
	facts: readonly Of<'report'>[],
	textOf: Texts,
	sectionsOf: SectionsOf
): Promise<SearchEntry[]> {
	const versions = [...new Set(facts.map(({ row }) => row.template_version))];
	const [templates, editions] = await Promise.all([
		inside.rounds.templates(versions),
		inside.editions.ofReports(ids(facts))
	]);
	// Newest first: the first of each report is what the public reads.
	const newest = [...Map.groupBy(editions, (edition) => edition.report_id).values()].flatMap(
		([edition]) => (edition === undefined ? [] : [edition])
	);
	const published = await inside.editions.sectionsOf(ids(newest));

	return facts.flatMap((fact) => {
		const { id, row, organisations } = fact;
		const address = `/rounds/${row.round_number}/reports/${row.slug}`;
		const round = `Progress Report No. ${row.round_number}`;
		const facets = [
			circles.facet.round(row.round_number),
			...organisations.map((organisation) => circles.facet.about(organisation.id))
		];
		const isPublic = row.state === 'published';
		const common = { subject: `report:${id}`, kind: 'report' as const, targetId: id };
		const section = (
			part: Extract<Part, 'edition' | 'draft'>,
			{ key, title, commitment }: { key: string; title: string; commitment: number | null },
			body: string
		): SearchEntry =>
			entry({
				...common,
				key: `${part}:${id}:${key}`,
				title: `${row.title}: ${commitment === null ? title : `commitment ${commitment}`}`,
				isTitled: false,
				body,
				context: joined(round, part === 'draft' ? 'Draft' : 'Published'),
				path: part === 'draft' ? `/reports/${id}#${key}` : `${address}#${key}`,
				scope: [
					...(part === 'draft' ? circles.ofReport(fact.target) : circles.anybody),
					...facets,
					...(commitment === null ? [] : aboutCommitments([commitment]))
				],
				at: part === 'draft' ? row.created_at : (row.published_at ?? row.created_at)
			});

		const whole = entry({
			...common,
			title: row.title,
			body: organisations.map(({ name }) => name).join(', '),
			context: joined(round, isPublic ? 'Published' : 'Draft'),
			path: isPublic ? address : `/reports/${id}`,
			scope: [...(isPublic ? circles.anybody : circles.ofReportInSight(fact.target)), ...facets],
			at: row.published_at ?? row.created_at
		});
		const edition = newest.find(({ report_id }) => report_id === id);
		const asPublished = !isPublic
			? []
			: published
					.filter(({ edition_id, text }) => edition_id === edition?.id && text.trim() !== '')
					.map((each) => section('edition', each, each.text));
		const stored = templates.find(({ version }) => version === row.template_version)?.sections;
		const content: DocumentContent = isWritten(fact) ? textOf(row.document_name).content : {};
		const asWritten = sectionsOf(stored ?? '[]').flatMap((each) => {
			const text = content[sectionField(each.key)]?.text ?? '';
			return text.trim() === '' ? [] : [section('draft', each, text)];
		});
		return [whole, ...asPublished, ...asWritten];
	});
}

async function ofSyntheses(
	inside: Queries,
	facts: readonly Of<'synthesis'>[],
	textOf: Texts
): Promise<SearchEntry[]> {
	const editions = await inside.searchSources.synthesisEditions(ids(facts));
	return facts.map(({ id, row, target }) => {
		const edition = editions.find(({ synthesis_id }) => synthesis_id === id);
		return entry({
			subject: `synthesis:${id}`,
			kind: 'synthesis',
			targetId: id,
			title: `Synthesis of ${row.round_title}`,
			body:
				edition === undefined
					? (textOf(row.document_name).content[noteField]?.text ?? '')
					: plain(edition.html),
			context: edition === undefined ? 'Draft of the convenor' : 'Published by the convenor',
			path:
				edition === undefined
					? `/reports/rounds/${row.round_id}/synthesis`
					: `/rounds/${row.round_number}/synthesis`,
			scope: [...circles.ofSynthesis(target), circles.facet.round(row.round_number)],
			at: edition?.published_at ?? row.created_at
		});
	});
}

/** Of each record what leaves the room, with what the session was for; and, for the room alone, what stays in it. */
async function ofSessions(
	inside: Queries,
	facts: readonly Of<'session'>[],
	textOf: Texts
): Promise<SearchEntry[]> {
	const [outcomes, commitments] = await Promise.all([
		inside.searchSources.sessionOutcomes(ids(facts)),
		inside.liveSessions.commitmentsOf(ids(facts))
	]);
	return facts.flatMap(({ id, row, target, facilitators, endedAt, fields }) => {
		const { content } = textOf(row.document_name);
		const notes = fields.map((field) => content[field]?.text ?? '').join('\n');
		const wordsOf = (leaves: 0 | 1): string =>
			outcomes
				.filter((outcome) => outcome.session_id === id && outcome.leaves === leaves)
				.map(({ kind, words }) => (kind === 'notes' ? notes : words))
				.filter((words) => words.trim() !== '')
				.join('\n');
		const common = {
			subject: `session:${id}`,
			kind: 'session' as const,
			targetId: id,
			context: joined(`Record of a session: ${templates[row.kind].name}`, facilitators.join(', ')),
			path: `/sessions/${id}/record`,
			at: endedAt
		};
		const facets = aboutCommitments(
			commitments.filter(({ session_id }) => session_id === id).map(({ commitment }) => commitment)
		);
		const whole = entry({
			...common,
			title: row.title,
			body: `${row.purpose}\n${wordsOf(1)}`,
			scope: [...circles.ofRecord(target), ...facets]
		});
		const stays = wordsOf(0);
		if (stays === '') return [whole];
		const room = entry({
			...common,
			key: `room:${id}`,
			title: `${row.title}: what stays in the room`,
			isTitled: false,
			body: stays,
			scope: [...circles.ofRoom(target), ...facets]
		});
		return [whole, room];
	});
}

const entities: Record<string, string> = {
	'&amp;': '&',
	'&lt;': '<',
	'&gt;': '>',
	'&quot;': '"',
	'&#39;': "'"
};

/** Our own markup as words; what stands in it was escaped by us. */
const plain = (html: string): string =>
	html
		.replaceAll(/<[^>]*>/g, ' ')
		.replaceAll(/&(?:amp|lt|gt|quot|#39);/g, (sign) => entities[sign] ?? sign)
		.replaceAll(/\s+/g, ' ')
		.trim();

const ofPeople = (facts: readonly Of<'person'>[]): SearchEntry[] =>
	facts.map(({ id, name, since, seats, target }) =>
		entry({
			subject: `person:${id}`,
			kind: 'person',
			targetId: id,
			title: name,
			body: '',
			context: seats.length === 0 ? 'Guest' : seats.map((seat) => seat.name).join(', '),
			path: seats[0] === undefined ? '/people#guests' : `/people#organisation-${seats[0].id}`,
			scope: circles.ofPerson(target),
			at: since
		})
	);

const ofOrganisations = (facts: readonly Of<'organisation'>[]): SearchEntry[] =>
	facts.map(({ id, row }) =>
		entry({
			subject: `organisation:${id}`,
			kind: 'organisation',
			targetId: id,
			title: row.name,
			body: '',
			alsoWords: row.short_name,
			context: joined('Organisation', row.region),
			path: row.slug === null ? '/signatories' : `/organisations/${row.slug}`,
			scope: [...circles.anybody, circles.facet.about(id)],
			at: row.created_at
		})
	);

/** The entries of these things, in a fixed number of queries. @param textOf texts as they are on the disk */
export async function entriesOf(
	inside: Queries,
	facts: readonly Fact[],
	textOf: Texts,
	sectionsOf: SectionsOf
): Promise<SearchEntry[]> {
	const [notes, groups, challenges, reports, syntheses, sessions] = await Promise.all([
		ofNotes(inside, of(facts, 'note'), textOf),
		ofGroups(inside, of(facts, 'group')),
		ofChallenges(inside, of(facts, 'challenge')),
		ofReports(inside, of(facts, 'report'), textOf, sectionsOf),
		ofSyntheses(inside, of(facts, 'synthesis'), textOf),
		ofSessions(inside, of(facts, 'session'), textOf)
	]);
	return [
		...ofOrganisations(of(facts, 'organisation')),
		...ofPeople(of(facts, 'person')),
		...reports,
		...syntheses,
		...groups,
		...notes,
		...challenges,
		...ofDecisions(of(facts, 'decision')),
		...sessions,
		...ofThreads(of(facts, 'thread')),
		...ofPosts(of(facts, 'post'))
	];
}
