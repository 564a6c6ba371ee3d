// [F25] When one change takes most of a section away, the change stays and so does the text before it: as a version,
// told to everybody in the document with who it was and how to undo it (C80).
import { newId } from '#server/kernel/ids.ts';
import { system } from '#server/kernel/actor.ts';
import type { LargeDeletion } from '#server/domain/collaboration/rooms.ts';
import { fieldInWords } from './field-in-words.ts';
import { introducing, momentOf } from './moments.ts';
import type { VersionsDeps } from './versions-deps.ts';

/** Large deletions looked at in one document and minute, one after the other. Nobody empties more sections; more than
 *  that is a script, and must not make versions by the hundred. */
const mostLooks = 20;

/** @returns the function that stops watching, and resolves when nothing is being looked at. */
export function watchClearing(deps: VersionsDeps): () => Promise<void> {
	const { store, transact, audit, clock, log, collaboration, history } = deps;

	async function lookAt({ documentName, seq, memberId }: LargeDeletion): Promise<void> {
		const cleared = await history.cleared(documentName, seq);
		const [first] = cleared;
		if (first === undefined) return;
		const versionId = await transact(async (inside) => {
			await inside.versions.lock(documentName);
			// Putting back an older text has kept the present one already.
			const [kept] = await inside.versions.between(documentName, seq - 1, seq - 1);
			if (kept?.kind === 'before-restoring') return kept.id;
			const before = await momentOf(inside, documentName, String(seq - 1));
			const id = newId();
			const what = cleared.length === 1 ? fieldInWords(first.field) : `${cleared.length} sections`;
			await inside.versions.add({
				id,
				document_name: documentName,
				seq: before.seq,
				kind: 'before-clearing',
				name: `Before ${what} ${cleared.length === 1 ? 'was' : 'were'} cleared`,
				at: before.at,
				member_id: memberId,
				created_at: clock.iso()
			});
			await audit(inside, system, {
				action: 'version.before-clearing',
				target: documentName,
				details: { version: id, memberId, update: seq }
			});
			return id;
		});
		const introduce = await introducing(store, [memberId]);
		const head = await store.versions.headAt(documentName, seq);
		for (const { field, words } of cleared) {
			collaboration.notify(documentName, {
				kind: 'cleared',
				field,
				memberId,
				name: introduce(memberId).name,
				at: head?.at ?? clock.iso(),
				versionId,
				words
			});
		}
	}

	/** By document: when it was looked at within the last minute, and what is being looked at. */
	const looks = new Map<string, { times: number[]; last: Promise<void> }>();

	const stop = collaboration.onLargeDeletion((deletion) => {
		const { documentName, seq } = deletion;
		const since = clock.now() - 60_000;
		for (const [name, { times }] of looks) if ((times.at(-1) ?? 0) < since) looks.delete(name);
		const before = looks.get(documentName) ?? { times: [], last: Promise.resolve() };
		const times = before.times.filter((time) => time >= since);
		if (times.length >= mostLooks) return;
		const last = before.last
			.then(() => lookAt(deletion))
			.catch((error: unknown) => {
				log.error({ err: error, documentName, seq }, 'looking at a large deletion failed');
			});
		looks.set(documentName, { times: [...times, clock.now()], last });
	});
	return async () => {
		stop();
		await Promise.all([...looks.values()].map(({ last }) => last));
	};
}
