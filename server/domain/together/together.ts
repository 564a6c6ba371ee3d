// Everything there is on one commitment, on one page: what was published, what was learned, where somebody is stuck and
// what is being discussed. Nothing is read here that its own domain would not show to the same person.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Across } from '#server/domain/rounds/record/read-across.ts';
import type { PublishedEntry } from '#server/domain/rounds/record/catalogue.ts';
import type { Store } from '#server/storage/store.ts';
import type { NoteKind } from '#shared/states.ts';

/** What notes, challenges and discussions have in common. `organisation` is empty for somebody who has left theirs. */
type Work = {
	id: string;
	title: string;
	author: { name: string };
	createdAt: string;
	isSample: boolean;
};
export type NoteEntry = Work & { author: { organisation: string }; kind: NoteKind };
export type ChallengeEntry = Work & { organisation: { name: string }; offerCount: number };
export type ThreadEntry = Work & {
	author: { organisation: string };
	postCount: number;
	lastPostAt: string;
	closed: object | null;
};

/** One of them as it stands in a list. */
export type Entry = {
	id: string;
	title: string;
	author: string;
	organisation: string;
	at: string;
	isSample: boolean;
};

export type Moment = {
	/** ISO-8601, UTC. */
	at: string;
	what: 'published' | 'corrected' | 'note' | 'challenge' | 'thread' | 'post';
	title: string;
	/** Whose it is, or who wrote it. */
	by: string;
	path: string;
};

export type TogetherFilter = {
	/** Of the round; left out: the newest published one. */
	roundNumber?: number | undefined;
	organisationId?: string | undefined;
	region?: string | undefined;
	/** What kind of body: "NHS trust". */
	body?: string | undefined;
};

export type Together = {
	commitment: number;
	wording: string;
	/** Null: nothing is published yet. */
	across: Across | null;
	notes: (Entry & { kind: NoteKind })[];
	/** Those that are open. */
	challenges: (Entry & { offers: number })[];
	threads: (Entry & { posts: number; lastPostAt: string; isClosed: boolean })[];
	/** Of all that is shown, the newest first. */
	moments: Moment[];
	/** By what it can be narrowed. */
	choices: { organisations: { id: string; name: string }[]; regions: string[]; bodies: string[] };
};

/** Of each kind so many are shown: more than that is for search. */
export const mostOfEach = 100;

export type TogetherDeps = {
	store: Store;
	across(
		actor: Actor,
		commitment: number,
		filter: { roundNumber?: number | undefined }
	): Promise<Across | null>;
	catalogue(actor: Actor): Promise<PublishedEntry[]>;
	wordings(): Promise<{ number: number; wording: string }[]>;
	/** Each the newest first, at most `mostOfEach`. */
	notes(actor: Actor, commitment: number): Promise<readonly NoteEntry[]>;
	challenges(actor: Actor, commitment: number): Promise<readonly ChallengeEntry[]>;
	threads(actor: Actor, commitment: number): Promise<readonly ThreadEntry[]>;
};

const sorted = (values: Iterable<string>): string[] =>
	[...new Set(values)].sort((one, other) => one.localeCompare(other, 'en-GB'));

export function createTogether(deps: TogetherDeps) {
	return {
		/** @throws DomainError not-signed-in, not-found: no such commitment, round, organisation, region or kind */
		async read(actor: Actor, commitment: number, filter: TogetherFilter = {}): Promise<Together> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			const { roundNumber, organisationId, region, body } = filter;
			const [wordings, organisations] = await Promise.all([
				deps.wordings(),
				deps.store.rounds.organisations()
			]);
			const wording = wordings.find(({ number }) => number === commitment)?.wording;
			if (wording === undefined) throw notFound();
			const kept = organisations.filter(
				(each) =>
					(organisationId === undefined || each.id === organisationId) &&
					(region === undefined || each.region === region) &&
					(body === undefined || each.body === body)
			);
			const isNarrowed = [organisationId, region, body].some((each) => each !== undefined);
			const isOneUnknown =
				(organisationId !== undefined && !organisations.some(({ id }) => id === organisationId)) ||
				(region !== undefined && !organisations.some((each) => each.region === region)) ||
				(body !== undefined && !organisations.some((each) => each.body === body));
			if (isOneUnknown) throw notFound();

			const [across, catalogue, notes, challenges, threads] = await Promise.all([
				deps.across(actor, commitment, { roundNumber }),
				deps.catalogue(actor),
				deps.notes(actor, commitment),
				deps.challenges(actor, commitment),
				deps.threads(actor, commitment)
			]);
			const names = new Set(kept.map(({ name }) => name));
			const ids = new Set(kept.map(({ id }) => id));
			const isKept = ({ organisation }: Entry): boolean => !isNarrowed || names.has(organisation);
			const isOfKept = (entry: { organisations: readonly { id: string }[] }): boolean =>
				!isNarrowed || entry.organisations.some(({ id }) => ids.has(id));

			const shown = {
				across: across === null ? null : { ...across, entries: across.entries.filter(isOfKept) },
				notes: notes
					.map((note) => ({ ...toEntry(note, note.author.organisation), kind: note.kind }))
					.filter(isKept),
				challenges: challenges
					.map((each) => ({
						...toEntry(each, each.organisation.name),
						offers: each.offerCount
					}))
					.filter(isKept),
				threads: threads
					.map((thread) => ({
						...toEntry(thread, thread.author.organisation),
						posts: thread.postCount,
						lastPostAt: thread.lastPostAt,
						isClosed: thread.closed !== null
					}))
					.filter(isKept)
			};
			const published = catalogue.filter(
				(entry) =>
					isOfKept(entry) &&
					(entry.roundNumber === across?.roundNumber || entry.roundNumber === across?.beforeNumber)
			);
			return {
				commitment,
				wording,
				...shown,
				moments: [...momentsOf(commitment, published), ...momentsOfWork(shown)].sort((one, other) =>
					other.at.localeCompare(one.at)
				),
				choices: {
					organisations: organisations.map(({ id, name }) => ({ id, name })),
					regions: sorted(organisations.map((each) => each.region)),
					bodies: sorted(organisations.map((each) => each.body))
				}
			};
		}
	};
}

const toEntry = (
	{ id, title, author, createdAt, isSample }: Work,
	organisation: string
): Entry => ({ id, title, author: author.name, organisation, at: createdAt, isSample });

const momentsOf = (commitment: number, published: readonly PublishedEntry[]): Moment[] =>
	published.flatMap((entry) =>
		entry.editions.map((edition) => ({
			at: edition.publishedAt,
			what: edition.note === null ? 'published' : 'corrected',
			title: `Progress Report No. ${entry.roundNumber}`,
			by: entry.title,
			path: `${entry.address}#commitment-${commitment}`
		}))
	);

function momentsOfWork(shown: Pick<Together, 'notes' | 'challenges' | 'threads'>): Moment[] {
	const by = ({ author, organisation }: Entry): string =>
		organisation === '' ? author : `${author}, ${organisation}`;
	const begun = (entry: Entry, what: Moment['what'], path: string): Moment => ({
		at: entry.at,
		what,
		title: entry.title,
		by: by(entry),
		path
	});
	return [
		...shown.notes.map((note) => begun(note, 'note', `/learning/${note.id}`)),
		...shown.challenges.map((each) => begun(each, 'challenge', `/challenges/${each.id}`)),
		...shown.threads.flatMap((thread): Moment[] => {
			const path = `/threads/${thread.id}`;
			const start = begun(thread, 'thread', path);
			return thread.posts > 1
				? [start, { at: thread.lastPostAt, what: 'post', title: thread.title, by: '', path }]
				: [start];
		})
	];
}
