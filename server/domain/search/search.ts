// Searching everything a member may see and nothing else. The database leaves out what stands in no circle of theirs,
// and each hit is asked about again, with the facts of this moment, before it leaves.
// Order: what carries the words in its title, then what holds them elsewhere, then, where there is little of both,
// what holds words one or two strokes away; each the newest first. So no search looks at more than it shows.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { Store } from '#server/storage/store.ts';
import { ukTime } from '#shared/dates.ts';
import type { SearchKind, SearchQuery } from '#shared/search-input.ts';
import type { FirstResults, SearchResult } from '#shared/search-output.ts';
import { circlesOf, facet } from './circles.ts';
import { maySee, type Fact, type LoadFacts, type Part } from './facts.ts';
import { createPace } from './pace.ts';
import type { Lookup, Piece, StoredEntry, Term } from './search-index.ts';
import { marked, snippetOf } from './snippet.ts';
import { createVocabulary } from './vocabulary.ts';
import { termsIn } from './words.ts';

const pageSize = 20;
/** Of each sort, in a list that opens as one types. */
const firstOfSort = 4;
/** With fewer hits than this, words that were perhaps meant are tried too. */
const enough = 5;
/** Looked up at once while a page is filled; more where many had to be left out. */
const batch = 30;

const phases = ['title', 'elsewhere', 'near'] as const;
type Phase = (typeof phases)[number];
type Place = { phase: Phase; before?: number | undefined };
type Hit = { entry: StoredEntry; terms: readonly Term[] };

type Reach = {
	limit: number;
	from: Place;
	within: readonly Phase[];
	/** The terms with what is near them; null where nothing is. */
	nearby(): Promise<readonly Term[] | null>;
};

const asTyped: readonly Phase[] = ['title', 'elsewhere'];
const atBeginning: Place = { phase: 'title' };

/** Sorts of a short list, in the order in which it shows them. */
const sorts: { sort: FirstResults['groups'][number]['sort']; kinds: readonly SearchKind[] }[] = [
	{ sort: 'reports', kinds: ['report', 'synthesis'] },
	{ sort: 'notes', kinds: ['note'] },
	{ sort: 'discussions', kinds: ['thread', 'post'] },
	{ sort: 'challenges', kinds: ['challenge'] },
	{ sort: 'groups', kinds: ['group', 'decision'] },
	{ sort: 'sessions', kinds: ['session'] },
	{ sort: 'people', kinds: ['person', 'organisation'] }
];

type Narrowed = Pick<SearchQuery, 'commitment' | 'organisation' | 'round' | 'from' | 'to'> & {
	kinds: readonly SearchKind[];
};

export type SearchDeps = { store: Store; access: Access; clock: Clock; facts: LoadFacts };

export function createSearch({ store, access, clock, facts }: SearchDeps) {
	const index = store.searchIndex;
	const vocabulary = createVocabulary(index);
	const pace = createPace(clock);

	function begin(actor: Actor): Member {
		if (actor.kind !== 'member') throw new DomainError('not-signed-in');
		access.require(actor, 'workspace.enter', { kind: 'alliance' });
		pace(actor.memberId);
		return actor;
	}

	/** Words nearby each of these as well as themselves; null where nothing is near any of them. */
	async function withNearby(terms: readonly Term[]): Promise<Term[] | null> {
		let isWider = false;
		const wider = await Promise.all(
			terms.map(async (term): Promise<Term> => {
				const near = await Promise.all(
					term.map(async ({ words, isPrefix }): Promise<Piece[]> => {
						const [word, ...more] = words;
						if (word === undefined || more.length > 0) return [];
						const found = await vocabulary.near(word, isPrefix);
						return found.map((other) => ({ words: [other], isPrefix: false }));
					})
				);
				if (near.some((pieces) => pieces.length > 0)) isWider = true;
				return [...term, ...near.flat()];
			})
		);
		return isWider ? wider : null;
	}

	/** Hits that the member may be shown, asked about now. */
	async function onlySeen(member: Member, entries: readonly StoredEntry[]): Promise<StoredEntry[]> {
		const byKind = Map.groupBy(entries, ({ kind }) => kind);
		const known = new Map<string, Fact>();
		await Promise.all(
			[...byKind].map(async ([kind, own]) => {
				const ids = [...new Set(own.map(({ targetId }) => targetId))];
				for (const fact of await facts(store, kind, ids)) known.set(`${kind}:${fact.id}`, fact);
			})
		);
		return entries.filter(({ kind, targetId, key }) => {
			const fact = known.get(`${kind}:${targetId}`);
			return fact !== undefined && maySee(access, member, fact, partOf(key));
		});
	}

	function scopesOf(member: Member, narrowed: Narrowed): string[][] {
		const { kinds, commitment, organisation, round } = narrowed;
		return [
			circlesOf(member),
			...(kinds.length === 0 ? [] : [kinds.map(facet.kind)]),
			...(commitment === undefined ? [] : [[facet.commitment(commitment)]]),
			...(organisation === undefined ? [] : [[facet.about(organisation)]]),
			...(round === undefined ? [] : [[facet.round(round)]]),
			...(narrowed.from === undefined && narrowed.to === undefined
				? []
				: [yearsBetween(narrowed.from ?? firstDay, narrowed.to ?? clock.iso()).map(facet.year)])
		];
	}

	/** Up to `limit` hits from a place on, in these phases, and where the next ones stand. */
	async function hits(
		member: Member,
		terms: readonly Term[],
		narrowed: Narrowed,
		{ limit, from, within, nearby }: Reach
	): Promise<{ found: Hit[]; next: Place | null }> {
		const found: Hit[] = [];
		const bounds = {
			scopes: scopesOf(member, narrowed),
			from: narrowed.from === undefined ? undefined : ukTime(narrowed.from, '00:00'),
			until: narrowed.to === undefined ? undefined : ukTime(dayAfter(narrowed.to), '00:00'),
			limit: batch
		};
		for (const phase of within.slice(Math.max(0, within.indexOf(from.phase)))) {
			const wanted = phase === 'near' ? await nearby() : terms;
			if (wanted === null) continue;
			const lookup: Lookup = {
				...bounds,
				terms: wanted,
				where: phase === 'near' ? 'anywhere' : phase,
				...(phase === 'near' ? { unlike: terms } : {})
			};
			let before = phase === from.phase ? from.before : undefined;
			let last = before;
			for (;;) {
				const entries = await index.find({ ...lookup, before });
				for (const entry of await onlySeen(member, entries)) {
					if (found.length === limit) return { found, next: { phase, before: last } };
					found.push({ entry, terms: wanted });
					last = entry.number;
				}
				if (entries.length < batch) break;
				before = entries.at(-1)?.number;
			}
		}
		return { found, next: null };
	}

	function toResult(member: Member, { entry, terms }: Hit): SearchResult {
		const isShown = entry.wordsOf === null || entry.wordsOf === member.memberId;
		return {
			kind: entry.kind,
			id: entry.targetId,
			title: entry.title,
			titleHtml: marked(entry.title, terms),
			snippet: isShown ? snippetOf(entry.body, terms) : '',
			context: entry.context,
			url: entry.path,
			at: entry.at
		};
	}

	return {
		/** What the member may see and what holds all of the words, a page at a time.
		 *  @throws DomainError not-signed-in, too-often, not-found (a cursor nobody gave out) */
		async find(
			actor: Actor,
			query: SearchQuery
		): Promise<{ items: SearchResult[]; next: string | null }> {
			const member = begin(actor);
			const terms = termsIn(query.q);
			if (terms.length === 0) return { items: [], next: null };
			const narrowed = { ...query, kinds: query.kind === undefined ? [] : [query.kind] };
			const from = query.after === undefined ? atBeginning : readPlace(query.after);
			const nearby = () => withNearby(terms);
			const page = await hits(member, terms, narrowed, {
				limit: pageSize,
				from,
				nearby,
				within: from.phase === 'near' ? ['near'] : asTyped
			});
			const isLittle = query.after === undefined && page.found.length < enough;
			const near = isLittle
				? await hits(member, terms, narrowed, {
						limit: pageSize - page.found.length,
						from: { phase: 'near' },
						nearby,
						within: ['near']
					})
				: { found: [], next: null };
			const next = page.next ?? near.next;
			return {
				items: [...page.found, ...near.found].map((hit) => toResult(member, hit)),
				next: next === null ? null : writePlace(next)
			};
		},

		/** Whom a search can be narrowed to. @throws DomainError not-signed-in */
		async organisations(actor: Actor): Promise<{ id: string; name: string }[]> {
			access.require(actor, 'workspace.enter', { kind: 'alliance' });
			const rows = await store.rounds.organisations();
			return rows
				.map(({ id, name }) => ({ id, name }))
				.sort((one, other) => one.name.localeCompare(other.name, 'en-GB'));
		},

		/** The first few of each sort. @throws DomainError not-signed-in, too-often */
		async first(actor: Actor, { q }: { q: string }): Promise<FirstResults> {
			const member = begin(actor);
			const terms = termsIn(q);
			if (terms.length === 0) return { groups: [] };
			let wider: Promise<readonly Term[] | null> | undefined;
			const nearby = () => (wider ??= withNearby(terms));
			const look = (within: readonly Phase[]) =>
				Promise.all(
					sorts.map(async ({ sort, kinds }) => {
						const from = { phase: within[0] ?? 'title' };
						const { found } = await hits(
							member,
							terms,
							{ kinds },
							{ limit: firstOfSort, from, within, nearby }
						);
						return { sort, items: found.map((hit) => toResult(member, hit)) };
					})
				);
			const groups = await look(asTyped);
			const isLittle = groups.reduce((sum, { items }) => sum + items.length, 0) < enough;
			const near = isLittle ? await look(['near']) : [];
			return {
				groups: groups
					.map(({ sort, items }, index) => ({
						sort,
						items: [...items, ...(near[index]?.items ?? [])].slice(0, firstOfSort)
					}))
					.filter(({ items }) => items.length > 0)
			};
		}
	};
}

/** Nothing here is older than the pledge's forerunners. */
const firstDay = '2000-01-01';

/** Years that hold these days: the index leaves out the rest, however much of it holds the words. In winter the days of
 *  the United Kingdom are those of UTC, so no day belongs to another year there. */
function yearsBetween(from: string, to: string): number[] {
	const first = Math.max(Number(from.slice(0, 4)), Number(firstDay.slice(0, 4)));
	const count = Math.max(0, Math.min(Number(to.slice(0, 4)) - first + 1, 200));
	return count === 0 ? [first] : Array.from({ length: count }, (_, index) => first + index);
}

const dayAfter = (day: string): string => {
	const next = new Date(`${day}T12:00:00Z`);
	next.setUTCDate(next.getUTCDate() + 1);
	return next.toISOString().slice(0, 10);
};

const partOf = (key: string): Part => {
	const part = key.slice(0, key.indexOf(':'));
	return part === 'edition' || part === 'draft' || part === 'room' ? part : 'whole';
};

const writePlace = ({ phase, before }: Place): string => `${phase}.${before ?? ''}`;

/** A cursor nobody gave out is no page of ours. */
function readPlace(cursor: string): Place {
	const [, phase, before] = /^(title|elsewhere|near)\.(\d{0,15})$/.exec(cursor) ?? [];
	const known = phases.find((each) => each === phase);
	if (known === undefined || before === undefined) throw notFound();
	return before === '' ? { phase: known } : { phase: known, before: Number(before) };
}
