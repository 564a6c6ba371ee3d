// Everything that can be found, with the facts that decide who may see it. The index is written from it, and each hit
// is held against it before it leaves. However many are asked for, the number of queries is the same.
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Access } from '#server/domain/access/access.ts';
import type {
	ChallengeTarget,
	GroupTarget,
	LiveSessionTarget,
	NoteTarget,
	PersonTarget,
	PlaceTarget,
	PostTarget,
	ReportTarget,
	SynthesisTarget,
	ThreadTarget
} from '#server/domain/access/targets.ts';
import type { ChallengeRow } from '#server/storage/challenges.ts';
import type { ThreadRow } from '#server/storage/discussions.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { LiveSessionRow } from '#server/storage/live-sessions.ts';
import type { NoteFacts } from '#server/storage/notes.ts';
import type { PostRow } from '#server/storage/posts.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { SearchSourceQueries } from '#server/storage/search-sources.ts';
import type { Queries } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import type { RoundState } from '#shared/states.ts';
import type { SearchSubject } from './search-index.ts';

type Row<Query extends keyof SearchSourceQueries> =
	Awaited<ReturnType<SearchSourceQueries[Query]>> extends readonly (infer One)[] ? One : never;
type Rows<
	Domain extends keyof Queries,
	Query extends keyof Queries[Domain]
> = Queries[Domain][Query] extends (...given: never[]) => Promise<(infer One)[]> ? One : never;

/** Where a thread stands. */
export type ThreadPlace = { title: string; target: PlaceTarget | null };

/** A session of which there is a record. */
export type SessionFacts = {
	row: LiveSessionRow;
	target: LiveSessionTarget;
	facilitators: readonly string[];
	endedAt: string;
	/** Fields of its document that the record shows. */
	fields: readonly string[];
};

export type Fact =
	| { kind: 'thread'; id: string; row: Row<'threads'>; place: ThreadPlace; target: ThreadTarget }
	| {
			kind: 'post';
			id: string;
			row: Row<'posts'>;
			thread: Row<'threads'>;
			place: ThreadPlace;
			target: PostTarget;
	  }
	| { kind: 'note'; id: string; row: Rows<'notes', 'byIds'>; target: NoteTarget }
	| { kind: 'group'; id: string; row: GroupRow; target: GroupTarget }
	| { kind: 'challenge'; id: string; row: Row<'challenges'>; target: ChallengeTarget }
	| { kind: 'decision'; id: string; row: Row<'decisions'>; group: GroupRow; target: GroupTarget }
	| {
			kind: 'report';
			id: string;
			row: ReportWithRound;
			organisations: { id: string; name: string }[];
			target: ReportTarget;
	  }
	| ({ kind: 'session'; id: string } & SessionFacts)
	| { kind: 'synthesis'; id: string; row: Row<'syntheses'>; target: SynthesisTarget }
	| {
			kind: 'person';
			id: string;
			name: string;
			since: string;
			seats: { id: string; name: string }[];
			target: PersonTarget;
	  }
	| { kind: 'organisation'; id: string; row: Row<'organisations'> };

/** How the facts of other domains are read. */
export type FactsDeps = {
	clock: Clock;
	places(
		inside: Queries,
		rows: readonly ThreadRow[]
	): Promise<(row: ThreadRow) => ThreadPlace | null>;
	/** Those of these sessions that have a record. */
	sessions(inside: Queries, ids: readonly string[]): Promise<SessionFacts[]>;
	targets: {
		thread(row: ThreadRow, place: PlaceTarget | null): ThreadTarget;
		post(row: PostRow, thread: ThreadTarget): PostTarget;
		note(row: NoteFacts): NoteTarget;
		group(row: GroupRow): GroupTarget;
		challenge(row: ChallengeRow): ChallengeTarget;
		report(row: ReportWithRound, organisationIds: readonly string[]): ReportTarget;
		synthesis(roundState: RoundState, isPublished: boolean): SynthesisTarget;
	};
};

export type LoadFacts = (
	inside: Queries,
	kind: SearchSubject,
	ids: readonly string[]
) => Promise<Fact[]>;

export function createFacts({ clock, places, sessions, targets }: FactsDeps): LoadFacts {
	async function threads(inside: Queries, ids: readonly string[]) {
		const rows = await inside.searchSources.threads(ids);
		const placeOf = await places(inside, rows);
		return rows.flatMap((row) => {
			const place = placeOf(row);
			return place === null
				? []
				: [
						{
							kind: 'thread' as const,
							id: row.id,
							row,
							place,
							target: targets.thread(row, place.target)
						}
					];
		});
	}

	return async function loadFacts(inside, kind, ids): Promise<Fact[]> {
		switch (kind) {
			case 'thread':
				return threads(inside, ids);
			case 'post': {
				const rows = await inside.searchSources.posts(ids);
				const known = await threads(inside, [...new Set(rows.map((row) => row.thread_id))]);
				const byId = new Map(known.map((thread) => [thread.id, thread]));
				return rows.flatMap((row): Fact[] => {
					const thread = byId.get(row.thread_id);
					if (thread === undefined) return [];
					const target = targets.post(row, thread.target);
					return [{ kind, id: row.id, row, thread: thread.row, place: thread.place, target }];
				});
			}
			case 'note':
				return (await inside.notes.byIds(ids)).map((row) => ({
					kind,
					id: row.id,
					row,
					target: targets.note(row)
				}));
			case 'group':
				return (await inside.groups.byIds(ids)).map((row) => ({
					kind,
					id: row.id,
					row,
					target: targets.group(row)
				}));
			case 'challenge':
				return (await inside.searchSources.challenges(ids)).map((row) => ({
					kind,
					id: row.id,
					row,
					target: targets.challenge(row)
				}));
			case 'decision': {
				const rows = await inside.searchSources.decisions(ids);
				const groups = await inside.groups.byIds([...new Set(rows.map((row) => row.group_id))]);
				return rows.flatMap((row): Fact[] => {
					const group = groups.find(({ id }) => id === row.group_id);
					return group === undefined
						? []
						: [{ kind, id: row.id, row, group, target: targets.group(group) }];
				});
			}
			case 'report': {
				const rows = await inside.rounds.reportsByIds(ids);
				const organisations = await inside.rounds.organisationsOf(ids);
				return rows.map((row) => {
					const own = organisations.filter(({ report_id }) => report_id === row.id);
					return {
						kind,
						id: row.id,
						row,
						organisations: own,
						target: targets.report(
							row,
							own.map(({ id }) => id)
						)
					};
				});
			}
			case 'session':
				return (await sessions(inside, ids)).map((facts) => ({ kind, id: facts.row.id, ...facts }));
			case 'synthesis': {
				const rows = await inside.searchSources.syntheses(ids);
				const editions = await inside.searchSources.synthesisEditions(ids);
				return rows.map((row) => ({
					kind,
					id: row.id,
					row,
					target: targets.synthesis(
						row.round_state,
						editions.some(({ synthesis_id }) => synthesis_id === row.id)
					)
				}));
			}
			case 'person': {
				const {
					members,
					seats,
					places: groups
				} = await inside.searchSources.people(ids, dayOf(clock.iso()));
				return members.map(({ id, name, created_at }) => {
					const own = seats.filter(({ member_id }) => member_id === id);
					const groupIds = groups
						.filter(({ member_id }) => member_id === id)
						.map(({ group_id }) => group_id);
					return {
						kind,
						id,
						name,
						since: created_at,
						seats: own,
						target: { kind, memberId: id, hasSeat: own.length > 0, groupIds }
					};
				});
			}
			case 'organisation':
				return (await inside.searchSources.organisations(ids)).map((row) => ({
					kind,
					id: row.id,
					row
				}));
		}
	};
}

/** Which entry of a thing it is. Of a report: what was published, the words as they stand now, or that there is one. Of
 *  a session's record: what stays in the room, or the rest. */
export type Part = 'edition' | 'draft' | 'room' | 'whole';

/** Whether this member may be shown a hit. */
export function maySee(access: Access, actor: Actor, fact: Fact, part: Part): boolean {
	switch (fact.kind) {
		case 'thread':
			return access.can(actor, 'thread.see', fact.target);
		case 'post':
			return (
				!fact.target.isWithdrawn &&
				!fact.target.isHidden &&
				access.can(actor, 'post.see', fact.target)
			);
		case 'note':
			return access.can(actor, 'note.see', fact.target);
		case 'group':
			return access.can(actor, 'group.see', fact.target);
		case 'challenge':
			return access.can(actor, 'challenge.see', fact.target);
		case 'decision':
			return access.can(actor, 'group.read', fact.target);
		case 'report':
			if (part === 'edition') return access.can(actor, 'report.read-published', fact.target);
			return access.can(actor, part === 'draft' ? 'report.read' : 'report.see', fact.target);
		case 'session':
			return access.can(
				actor,
				'live-session.read-record',
				part === 'room' ? { ...fact.target, readers: 'room' } : fact.target
			);
		case 'synthesis':
			return access.can(
				actor,
				fact.target.isPublished ? 'synthesis.see' : 'synthesis.read',
				fact.target
			);
		case 'person':
			return access.can(actor, 'person.see', fact.target);
		case 'organisation':
			return access.can(actor, 'workspace.enter', { kind: 'alliance' });
	}
}
