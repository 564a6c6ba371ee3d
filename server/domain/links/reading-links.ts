// Reads the links out of what people write, a moment after they wrote it, and at the start out of what was written
// while nobody read. Nothing depends on it but lists of where something is mentioned.
import type { Events } from '#server/kernel/events.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { TextAt } from '#server/domain/collaboration/derive.ts';
import type { Timers } from '#server/domain/collaboration/timers.ts';
import type { LinkRow } from '#server/storage/links.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { renderPost } from '#shared/post-notation.ts';
import type { LinkSource } from '#shared/states.ts';
import { goalsOf, type Goal } from './link-goals.ts';

/** Somebody who types changes the text ten times a second; once in so long (ms) its links are read. */
const gatheredFor = 2_000;

/** Texts read at once at the start, and posts: a bound on memory. */
const textsAtOnce = 20;
const postsAtOnce = 500;

/** Two posts may be stored in another order than they were written in; so much (ms) is read twice. */
const overlap = 60_000;

/** Under which the posts' own mark is kept. */
const posts = 'posts';

const sectionPrefix = 'section:';

export type ReadingLinksDeps = {
	store: Store;
	transact: Transact;
	events: Events;
	log: Log;
	timers: Timers;
	/** Told of each commit to a text. */
	changed(listener: (documentName: string) => void): () => void;
	/** Texts as they are on the disk; read outside any transaction. */
	texts(documentNames: readonly string[]): Promise<(documentName: string) => TextAt>;
	origin: string;
};

type PostWords = Awaited<ReturnType<Queries['links']['postWords']>>[number];

/** When the newest of these words were written (ms). */
const newestOf = (rows: readonly PostWords[]): number =>
	Math.max(0, ...rows.map((row) => Date.parse(row.edited_at ?? row.created_at)));

export function createReadingLinks(deps: ReadingLinksDeps) {
	const { store, transact, events, log, timers, changed, texts, origin } = deps;
	const writtenDocuments = new Set<string>();
	const writtenPosts = new Set<string>();
	const changedThreads = new Set<string>();
	let cancel: (() => void) | undefined;
	let isClosed = false;

	const toRow = (kind: LinkSource, id: string, part: string, goal: Goal): LinkRow => ({
		from_kind: kind,
		from_id: id,
		from_part: part,
		to_kind: goal.kind,
		to_id: goal.id,
		to_part: goal.part
	});

	async function readDocuments(names: readonly string[]): Promise<void> {
		const owners = await store.links.owners(names);
		const textOf = await texts(owners.map((owner) => owner.document_name));
		for (const { document_name, kind, id } of owners) {
			const { seq, content } = textOf(document_name);
			const fields = Object.entries(content);
			await transact(async (inside) => {
				const goals = await goalsOf(
					inside,
					fields.map(([, { html }]) => html),
					origin
				);
				const rows = fields.flatMap(([field], index) => {
					const part = field.startsWith(sectionPrefix) ? field.slice(sectionPrefix.length) : '';
					return (goals[index] ?? []).map((goal) => toRow(kind, id, part, goal));
				});
				await inside.links.set(kind, id, rows);
				await inside.links.markRead(document_name, seq);
			});
		}
	}

	/** @param mark that all older posts are read too. */
	async function readPosts(rows: readonly PostWords[], mark: boolean): Promise<void> {
		if (rows.length === 0) return;
		const words = rows.map(({ body, withdrawn_at }) =>
			withdrawn_at === null ? renderPost(body, []) : ''
		);
		await transact(async (inside) => {
			const goals = await goalsOf(inside, words, origin);
			for (const [index, { id }] of rows.entries()) {
				await inside.links.set(
					'post',
					id,
					(goals[index] ?? []).map((goal) => toRow('post', id, '', goal))
				);
			}
			if (mark) await inside.links.markRead(posts, newestOf(rows));
		});
	}

	async function catchUp(): Promise<void> {
		let after = '';
		for (;;) {
			const names = isClosed ? [] : await store.links.unreadDocuments(after, textsAtOnce);
			await readDocuments(names);
			after = names.at(-1) ?? after;
			if (names.length < textsAtOnce) break;
		}
		const since = Math.max(0, (await store.links.readUpTo(posts)) - overlap);
		after = '';
		// They come by id, and an old one may have been edited last: what is read is known when all are.
		let newest = 0;
		for (;;) {
			const rows = isClosed
				? []
				: await store.links.postsSince(new Date(since).toISOString(), after, postsAtOnce);
			await readPosts(rows, false);
			newest = Math.max(newest, newestOf(rows));
			after = rows.at(-1)?.id ?? after;
			if (rows.length < postsAtOnce) break;
		}
		if (newest > 0 && !isClosed) await store.links.markRead(posts, newest);
	}

	/** One after the other: two readings of one text at once could store the older one last. */
	let inHand: Promise<void> = Promise.resolve();
	function next(work: () => Promise<void>): void {
		inHand = inHand
			.then(work)
			.catch((error: unknown) => log.error({ err: error }, 'reading links failed'));
	}

	function readLater(): void {
		cancel ??= timers.after(gatheredFor, () => {
			cancel = undefined;
			const names = [...writtenDocuments];
			const ids = [...writtenPosts];
			const threadIds = [...changedThreads];
			writtenDocuments.clear();
			writtenPosts.clear();
			changedThreads.clear();
			next(async () => {
				await readDocuments(names);
				await readPosts(await store.links.firstPosts(threadIds), false);
				await readPosts(await store.links.postWords(ids), true);
			});
		});
	}

	const stopChanged = changed((documentName) => {
		writtenDocuments.add(documentName);
		readLater();
	});
	const stopEvents = events.on((event) => {
		if (event.type === 'post-changed' && event.change !== 'hidden') {
			writtenPosts.add(event.postId);
		} else if (event.type === 'thread-changed') {
			// A new discussion tells of itself, not of the post it begins with.
			changedThreads.add(event.threadId);
		} else return;
		readLater();
	});
	next(catchUp);

	return {
		/** Resolves when what is in hand is done. */
		settled: (): Promise<void> => inHand,
		async close(): Promise<void> {
			isClosed = true;
			stopChanged();
			stopEvents();
			cancel?.();
			await inHand;
		}
	};
}
