// Where an action, a decision or a challenge came up, as far as its reader may see that: title and address, in a fixed
// number of queries however many are asked for. What may not be seen is left out [F5].
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type {
	ChallengeTarget,
	GroupTarget,
	NoteTarget,
	ReportTarget
} from '#server/domain/access/targets.ts';
import type { ChallengeRow } from '#server/storage/challenges.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { NoteFacts } from '#server/storage/notes.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Store } from '#server/storage/store.ts';
import type { Origin } from '#shared/challenge-output.ts';

export type OriginRef = {
	kind: Origin['kind'];
	id: string;
	/** Of a report: the key of the section. */
	part?: string | null;
};

/** Those of these that the actor may see, in their order. */
export type FindOrigins = (actor: Actor, refs: readonly OriginRef[]) => Promise<Origin[]>;

type Found = { title: string; url: string };

export type OriginsDeps = {
	store: Store;
	access: Access;
	noteTarget(row: NoteFacts): NoteTarget;
	groupTarget(row: GroupRow): GroupTarget;
	challengeTarget(row: ChallengeRow): ChallengeTarget;
	reportTarget(row: ReportWithRound, organisationIds: readonly string[]): ReportTarget;
	/** What a section of a report is called: "Commitment 3". */
	sectionName(row: ReportWithRound, key: string): Promise<string | null>;
	/** Sessions that the actor may know of. */
	sessions(actor: Actor, ids: readonly string[]): Promise<Map<string, Found>>;
	threadTitles(actor: Actor, ids: readonly string[]): Promise<Map<string, string>>;
	posts(
		actor: Actor,
		ids: readonly string[]
	): Promise<{ id: string; threadId: string; number: number; title: string }[]>;
};

export function createOrigins(deps: OriginsDeps): FindOrigins {
	const { store, access } = deps;

	async function sections(actor: Actor, refs: readonly OriginRef[]): Promise<Map<string, Found>> {
		const ids = [...new Set(refs.map(({ id }) => id))];
		const [rows, organisations] = await Promise.all([
			store.rounds.reportsByIds(ids),
			store.rounds.organisationsOf(ids)
		]);
		const found = await Promise.all(
			refs.map(async ({ id, part }): Promise<[string, Found][]> => {
				const row = rows.find((each) => each.id === id);
				if (row === undefined) return [];
				const own = organisations.filter(({ report_id }) => report_id === id);
				const target = deps.reportTarget(
					row,
					own.map((each) => each.id)
				);
				const name = await deps.sectionName(row, part ?? '');
				if (name === null || !access.can(actor, 'report.read', target)) return [];
				const url = `/reports/${id}/sections/${part}`;
				return [[`${id} ${part}`, { title: `${name}, ${row.title}`, url }]];
			})
		);
		return new Map(found.flat());
	}

	async function decisions(actor: Actor, ids: readonly string[]): Promise<Map<string, Found>> {
		const rows = await store.decisions.byIds(ids);
		const groups = await store.groups.byIds([...new Set(rows.map(({ group_id }) => group_id))]);
		return new Map(
			rows.flatMap((row) => {
				const group = groups.find(({ id }) => id === row.group_id);
				if (group === undefined) return [];
				if (!access.can(actor, 'group.read', deps.groupTarget(group))) return [];
				return [[row.id, { title: row.words, url: `/groups/${group.slug}/decisions/${row.id}` }]];
			})
		);
	}

	async function found(actor: Actor, kind: OriginRef['kind'], refs: readonly OriginRef[]) {
		const ids = [...new Set(refs.map(({ id }) => id))];
		switch (kind) {
			case 'section':
				return sections(actor, refs);
			case 'decision':
				return decisions(actor, ids);
			case 'thread': {
				const titles = await deps.threadTitles(actor, ids);
				return new Map([...titles].map(([id, title]) => [id, { title, url: `/threads/${id}` }]));
			}
			case 'post': {
				const posts = await deps.posts(actor, ids);
				return new Map(
					posts.map(({ id, threadId, number, title }) => [
						id,
						{ title: `Post ${number}, ${title}`, url: `/threads/${threadId}#post-${number}` }
					])
				);
			}
			case 'note': {
				const rows = await store.notes.byIds(ids);
				const seen = rows.filter((row) => access.can(actor, 'note.see', deps.noteTarget(row)));
				return new Map(seen.map(({ id, title }) => [id, { title, url: `/learning/${id}` }]));
			}
			case 'group': {
				const rows = await store.groups.byIds(ids);
				const seen = rows.filter((row) => access.can(actor, 'group.see', deps.groupTarget(row)));
				return new Map(
					seen.map(({ id, name, slug }) => [id, { title: name, url: `/groups/${slug}` }])
				);
			}
			case 'challenge': {
				const rows = await store.challenges.byIds(ids);
				const seen = rows.filter((row) =>
					access.can(actor, 'challenge.see', deps.challengeTarget(row))
				);
				return new Map(seen.map(({ id, title }) => [id, { title, url: `/challenges/${id}` }]));
			}
			case 'session':
				return deps.sessions(actor, ids);
		}
	}

	return async (actor, refs) => {
		const kinds = [...Map.groupBy(refs, ({ kind }) => kind)];
		const all = new Map(
			await Promise.all(
				kinds.map(async ([kind, own]) => [kind, await found(actor, kind, own)] as const)
			)
		);
		return refs.flatMap(({ kind, id, part }) => {
			const one = all.get(kind)?.get(kind === 'section' ? `${id} ${part}` : id);
			return one === undefined ? [] : [{ kind, id, ...one }];
		});
	};
}
