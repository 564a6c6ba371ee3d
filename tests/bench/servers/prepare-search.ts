// A workspace that has been talked in for years: discussions and learning notes in words as common and as rare as those
// of people, indexed as the server indexes them.
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createApp } from '#server/app.ts';
import { readConfig } from '#server/config.ts';
import { doc, p } from '#server/demo/blocks.ts';
import { updatesOf } from '#server/domain/collaboration/history/put-back.ts';
import { system } from '#server/kernel/actor.ts';
import { newId } from '#server/kernel/ids.ts';
import { createLog } from '#server/kernel/log.ts';
import { openDatabase, type Db } from '#server/storage/database.ts';
import { noteField } from '#shared/document-fields.ts';

/** Words there are, and words of a post and of a note. */
const vocabulary = 30_000;
const postWords = 60;
const noteWords = 150;
const perThread = 50;
const rowsPerInsert = 500;

export type PreparedSearch = {
	token: string;
	/** The nth commonest word, counted from 0. */
	word(rank: number): string;
};

/** @param folder with the demonstration in it; no server may be running over it. */
export async function prepareSearch(
	folder: string,
	{ posts, notes }: { posts: number; notes: number }
): Promise<PreparedSearch> {
	const { db } = openDatabase({ kind: 'sqlite', file: path.join(folder, 'workspace.sqlite') });
	const { id: authorId } = await db
		.selectFrom('members')
		.select('id')
		.where('email', '=', 'leeds.drafter@demo.test')
		.executeTakeFirstOrThrow();
	const say = speech();
	await addPosts(db, authorId, posts, say);
	await addNotes(db, authorId, notes, say);

	const app = await createApp(readConfig({ DATA_DIR: folder, DEMO: '1' }), createLog('warn'));
	while ((await db.selectFrom('search_pending').select('number').limit(1).execute()).length > 0) {
		await delay(250);
	}
	const email = 'hackney.drafter@demo.test';
	const { token } = await app.accounts.createTokenFor(system, { email, name: 'bench' });
	await app.close();
	await db.destroy();
	return { token, word: say.word };
}

async function addPosts(db: Db, authorId: string, count: number, say: Speech): Promise<void> {
	for (let first = 0; first < count; first += perThread) {
		const threadId = newId();
		const at = new Date(Date.UTC(2024, 0, 1) + first * 60_000).toISOString();
		await db
			.insertInto('threads')
			.values({
				id: threadId,
				commitment: 1 + (first % 7),
				title: say(8),
				audience: first % 2 === 0 ? 'pledge-makers' : 'pledge-makers-and-supporters',
				author_id: authorId,
				is_sample: 1,
				created_at: at
			} as never)
			.execute();
		const rows = Array.from({ length: Math.min(perThread, count - first) }, (_, index) => ({
			id: newId(),
			thread_id: threadId,
			number: index + 1,
			author_id: authorId,
			body: say(postWords),
			created_at: at
		}));
		await db
			.insertInto('posts')
			.values(rows as never)
			.execute();
	}
}

async function addNotes(db: Db, authorId: string, count: number, say: Speech): Promise<void> {
	const { organisation_id } = await db
		.selectFrom('memberships')
		.select('organisation_id')
		.where('member_id', '=', authorId)
		.executeTakeFirstOrThrow();
	for (let first = 0; first < count; first += rowsPerInsert) {
		const at = new Date(Date.UTC(2024, 0, 1) + first * 600_000).toISOString();
		const ids = Array.from({ length: Math.min(rowsPerInsert, count - first) }, () => newId());
		const names = ids.map((id) => `note-${id}`);
		await db
			.insertInto('documents')
			.values(
				names.map((name) => ({ name, kind: 'note' as const, schema_version: 1, created_at: at }))
			)
			.execute();
		await db
			.insertInto('document_updates')
			.values(
				names.flatMap((document_name) =>
					updatesOf([{ [noteField]: doc([p(say(noteWords))]) }]).map((bytes, index) => ({
						document_name,
						seq: index + 1,
						member_id: authorId,
						at,
						bytes
					}))
				)
			)
			.execute();
		await db
			.insertInto('notes')
			.values(
				ids.map((id, index) => ({
					id,
					title: say(6),
					author_id: authorId,
					organisation_id,
					visibility: 'pledge-makers',
					document_name: names[index],
					is_sample: 1,
					created_at: at
				})) as never
			)
			.execute();
	}
}

type Speech = ((words: number) => string) & { word(rank: number): string };

/** The nth word is said 1/n as often as the first, as in languages. The same words each time. */
function speech(): Speech {
	let state = 20_211_125;
	const random = (): number => {
		state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
		return state / 2 ** 32;
	};
	const syllables =
		'ca re le ar ning pay ment sup por ter com mu ni ty trust ser vice lo cal be'.split(' ');
	const known = new Set<string>();
	while (known.size < vocabulary) {
		const length = 2 + Math.floor(random() * 4);
		known.add(
			Array.from({ length }, () => syllables[Math.floor(random() * syllables.length)]).join('')
		);
	}
	const words = [...known];
	const word = (rank: number): string => words[rank] ?? '';
	const one = (): string => word(Math.floor(vocabulary ** random()) - 1);
	return Object.assign((count: number) => Array.from({ length: count }, one).join(' '), { word });
}
