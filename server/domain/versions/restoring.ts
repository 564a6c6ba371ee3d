// Bringing back what was. Always a new change, never a rewriting of history; and what stood there until then is kept
// as a version of its own, so that bringing back can be taken back.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { DocumentContent } from '#server/domain/collaboration/derive.ts';
import { nowId, type RestoreVersion } from '#shared/version-input.ts';
import type { LostList, PutBack, Restored } from '#shared/version-output.ts';
import { fieldInWords } from './field-in-words.ts';
import { introducing, momentOf, requireHistory, requireWriting } from './moments.ts';
import type { VersionsDeps } from './versions-deps.ts';

/** "The last weeks": as long as every change is kept. */
const lostSince = 30 * 24 * 60 * 60_000;

const emptyText = { type: 'doc', content: [{ type: 'paragraph' }] };

const memberIdOf = (actor: Actor): string | null =>
	actor.kind === 'member' ? actor.memberId : null;

export function createRestoring(deps: VersionsDeps) {
	const { store, transact, audit, clock, collaboration, history } = deps;

	/** Those of the fields that would read differently. */
	const differing = (
		now: DocumentContent,
		then: DocumentContent,
		fields: readonly string[]
	): string[] =>
		fields.filter(
			(field) =>
				JSON.stringify(now[field]?.json ?? emptyText) !==
				JSON.stringify(then[field]?.json ?? emptyText)
		);

	/** What the actor wrote in the last weeks that stands nowhere any more. */
	async function lostBy(actor: Actor, documentName: string) {
		if (actor.kind !== 'member') throw new DomainError('not-signed-in');
		const since = clock.now() - lostSince;
		const words = await history.ask('lost', documentName, { memberId: actor.memberId, since });
		return { since, words };
	}

	return {
		/**
		 * Makes a field, or the whole text, read as it did at a moment.
		 * @throws DomainError not-found, not-allowed, invalid (no such field), conflict (it reads like that already)
		 */
		async restore(
			actor: Actor,
			documentName: string,
			id: string,
			{ field }: RestoreVersion
		): Promise<Restored> {
			const shape = await requireWriting(deps, actor, documentName);
			if (field !== undefined && !shape.fields.some((each) => each.field === field)) {
				throw new DomainError('invalid', { field: 'field', message: 'There is no such section.' });
			}
			const moment = await momentOf(store, documentName, id);
			const then = await history.ask('content', documentName, { seq: moment.seq });
			const now = await collaboration.content(documentName);
			const wanted = field === undefined ? shape.fields.map((each) => each.field) : [field];
			const fields = differing(now, then, wanted);
			if (fields.length === 0) {
				throw new DomainError('conflict', { message: 'The text reads like that already.' });
			}
			// Rights may have been taken back while the past was looked up.
			await requireWriting(deps, actor, documentName);
			const versionId = newId();
			await transact(async (inside) => {
				await inside.versions.lock(documentName);
				const present = await momentOf(inside, documentName, nowId);
				await inside.versions.add({
					id: versionId,
					document_name: documentName,
					seq: present.seq,
					kind: 'before-restoring',
					name: `Before ${field === undefined ? 'the whole text' : fieldInWords(field)} was put back`,
					at: present.at,
					member_id: memberIdOf(actor),
					created_at: clock.iso()
				});
				await audit(inside, actor, {
					action: 'version.restore',
					target: documentName,
					details: { moment: moment.seq, field: field ?? null, before: versionId }
				});
			});
			await collaboration.edit(documentName, memberIdOf(actor), (doc) => {
				for (const each of fields) deps.restoreField(doc, each, then[each]?.json ?? emptyText);
			});
			return { id: versionId, fields };
		},

		/** Newest removal first. @throws DomainError not-found, not-signed-in */
		async lost(actor: Actor, documentName: string): Promise<LostList> {
			const { shape } = await requireHistory(deps, actor, documentName);
			const { since, words } = await lostBy(actor, documentName);
			const introduce = await introducing(
				store,
				words.map(({ removedBy }) => removedBy)
			);
			return {
				items: words.flatMap((each) => {
					const section = shape.fields.find(({ field }) => field === each.field);
					if (section === undefined) return [];
					return [
						{
							id: each.id,
							...section,
							text: each.text,
							words: each.words,
							removedBy: introduce(each.removedBy),
							removedAt: new Date(each.removedAt).toISOString(),
							before: String(each.seq - 1)
						}
					];
				}),
				next: null,
				since: new Date(since).toISOString()
			};
		},

		/**
		 * Puts back what the actor had written, where it stood or near it.
		 * @throws DomainError not-found (it may be back already), not-allowed
		 */
		async putBack(actor: Actor, documentName: string, lostId: string): Promise<PutBack> {
			await requireWriting(deps, actor, documentName);
			const { words } = await lostBy(actor, documentName);
			const found = words.find(({ id }) => id === lostId);
			if (found === undefined) throw notFound();
			await requireWriting(deps, actor, documentName);
			await transact((inside) =>
				audit(inside, actor, {
					action: 'version.put-back',
					target: documentName,
					details: { field: found.field, words: found.words }
				})
			);
			await collaboration.edit(documentName, memberIdOf(actor), (doc) =>
				deps.putBack(doc, found.field, found.place, found.text)
			);
			return { id: found.id, field: found.field, words: found.words };
		}
	};
}
