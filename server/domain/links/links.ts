// Where something is mentioned: the notes, sections and posts whose words link to it, as far as the reader may see them.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { NoteTarget, ReportTarget } from '#server/domain/access/targets.ts';
import type { LinkRow } from '#server/storage/links.ts';
import type { NoteWithNames } from '#server/storage/notes.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Store } from '#server/storage/store.ts';
import type { LinkGoal, LinkSource } from '#shared/states.ts';
import { goalsOf } from './link-goals.ts';

export type Mention = {
	kind: LinkSource;
	/** Of the note, the report or the post. */
	id: string;
	/** Of the note, of the report, or of the discussion the post stands in. */
	title: string;
	/** Which section of a report, by its key; null for a note and for a post. */
	sectionKey: string | null;
	/** Who wrote it: a person and their organisation, or the report's organisations. */
	by: string;
	/** When: of a note the day it was started; null for a report. */
	at: string | null;
	/** Of the page that shows it. */
	path: string;
};

/** A post as far as it may be shown where it is mentioned. */
export type SeenPost = {
	id: string;
	number: number;
	threadId: string;
	title: string;
	author: { name: string; organisation: string };
	at: string;
};

/** What mentions are asked for. */
export type MentionGoal = { kind: Exclude<LinkGoal, 'report'>; id: string };

export type LinksDeps = {
	store: Store;
	access: Access;
	noteTarget(row: NoteWithNames): NoteTarget;
	reportTarget(row: ReportWithRound, organisationIds: readonly string[]): ReportTarget;
	/** Of these posts those that the actor may read. */
	postsSeen(actor: Actor, postIds: readonly string[]): Promise<readonly SeenPost[]>;
	/** Titles of those of these that the actor may see, by id. */
	titles: Record<
		'note' | 'thread' | 'group' | 'challenge',
		(actor: Member, ids: readonly string[]) => Promise<ReadonlyMap<string, string>>
	>;
	origin: string;
};

/** Links looked through for one page; what is mentioned more often than that needs search. */
const mostLinks = 500;

export type Links = ReturnType<typeof createLinks>;

export function createLinks(deps: LinksDeps) {
	const { store, access, noteTarget, reportTarget, postsSeen, titles, origin } = deps;

	const idsOf = (rows: readonly LinkRow[], kind: LinkSource): string[] => [
		...new Set(rows.filter(({ from_kind }) => from_kind === kind).map(({ from_id }) => from_id))
	];

	async function inNotes(actor: Actor, rows: readonly LinkRow[]): Promise<Mention[]> {
		const notes = await store.notes.byIds(idsOf(rows, 'note'));
		return notes
			.filter((row) => access.can(actor, 'note.see', noteTarget(row)))
			.map((row) => ({
				kind: 'note',
				id: row.id,
				title: row.title,
				sectionKey: null,
				by: `${row.author_name}, ${row.organisation_name}`,
				at: row.created_at,
				path: `/learning/${row.id}`
			}));
	}

	/** Sections that somebody else's organisation writes are read as they were published. */
	async function inReports(
		actor: Actor,
		rows: readonly LinkRow[],
		goal: MentionGoal
	): Promise<Mention[]> {
		const ids = idsOf(rows, 'report');
		const [reports, organisations] = await Promise.all([
			store.rounds.reportsByIds(ids),
			store.rounds.organisationsOf(ids)
		]);
		const described = reports.map((row) => {
			const own = organisations.filter(({ report_id }) => report_id === row.id);
			return {
				row,
				by: own.map(({ name }) => name).join(' and '),
				target: reportTarget(
					row,
					own.map(({ id }) => id)
				)
			};
		});
		const drafts = described.filter(({ target }) => access.can(actor, 'report.read', target));
		const others = described.filter(
			(each) => !drafts.includes(each) && access.can(actor, 'report.read-published', each.target)
		);
		const published = await publishedLinks(
			others.map(({ row }) => row.id),
			goal
		);
		const sections = (of: typeof described, links: readonly { id: string; key: string }[]) =>
			of.flatMap(({ row, by }) =>
				[...new Set(links.filter(({ id }) => id === row.id).map(({ key }) => key))].map((key) => ({
					row,
					by,
					key
				}))
			);
		const live = rows
			.filter(({ from_kind }) => from_kind === 'report')
			.map(({ from_id, from_part }) => ({ id: from_id, key: from_part }));
		return [
			...sections(drafts, live).map(({ row, by, key }) =>
				toMention(row, by, key, `/reports/${row.id}/sections/${key}`)
			),
			...sections(others, published).map(({ row, by, key }) =>
				toMention(row, by, key, `/rounds/${row.round_number}/reports/${row.slug}#${key}`)
			)
		];
	}

	const toMention = (row: ReportWithRound, by: string, key: string, path: string): Mention => ({
		kind: 'report',
		id: row.id,
		title: `${row.title}, Progress Report No. ${row.round_number}`,
		sectionKey: key,
		by,
		at: null,
		path
	});

	/** Which sections of these reports' newest editions link to it. */
	async function publishedLinks(
		reportIds: readonly string[],
		goal: MentionGoal
	): Promise<{ id: string; key: string }[]> {
		const editions = await store.editions.ofReports(reportIds);
		const newest = [...Map.groupBy(editions, ({ report_id }) => report_id)].flatMap(([, own]) =>
			own.slice(0, 1)
		);
		const sections = await store.editions.sectionsOf(newest.map(({ id }) => id));
		const goals = await goalsOf(
			store,
			sections.map(({ html }) => html),
			origin
		);
		return sections.flatMap(({ edition_id, key }, index) => {
			const isMentioned = goals[index]?.some(
				({ kind, id }) => kind === goal.kind && id === goal.id
			);
			const report = newest.find(({ id }) => id === edition_id);
			return isMentioned === true && report !== undefined ? [{ id: report.report_id, key }] : [];
		});
	}

	/** A discussion that leads to one of its own posts mentions nothing. */
	async function inPosts(
		actor: Actor,
		rows: readonly LinkRow[],
		goal: MentionGoal
	): Promise<Mention[]> {
		const posts = await postsSeen(actor, idsOf(rows, 'post'));
		return posts
			.filter(({ threadId }) => goal.kind !== 'thread' || threadId !== goal.id)
			.map((post) => ({
				kind: 'post',
				id: post.id,
				title: post.title,
				sectionKey: null,
				by: [post.author.name, post.author.organisation].filter((name) => name !== '').join(', '),
				at: post.at,
				path: `/threads/${post.threadId}#post-${post.number}`
			}));
	}

	async function maySeeGoal(actor: Member, { kind, id }: MentionGoal): Promise<boolean> {
		return kind === 'commitment' ? /^[1-7]$/.test(id) : (await titles[kind](actor, [id])).has(id);
	}

	return {
		/** Where it is mentioned: reports first, then notes and posts, the newest first.
		 *  @throws DomainError not-signed-in, not-found: there is no such thing, or the actor may not know of it */
		async mentions(actor: Actor, goal: MentionGoal): Promise<Mention[]> {
			if (actor.kind !== 'member') throw new DomainError('not-signed-in');
			if (!(await maySeeGoal(actor, goal))) throw notFound();
			const links = (await store.links.to(goal.kind, goal.id, mostLinks)).filter(
				(row) => row.from_kind !== goal.kind || row.from_id !== goal.id
			);
			const [reports, notes, posts] = await Promise.all([
				inReports(actor, links, goal),
				inNotes(actor, links),
				inPosts(actor, links, goal)
			]);
			const newest = (one: Mention, other: Mention): number =>
				(other.at ?? '').localeCompare(one.at ?? '');
			return [...reports, ...notes.sort(newest), ...posts.sort(newest)];
		}
	};
}
