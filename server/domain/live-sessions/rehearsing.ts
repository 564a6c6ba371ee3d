// Rehearsals: a copy of a session that only its facilitators enter, and that is thrown away with all that was made in
// it when it is over.
import { newId } from '#server/kernel/ids.ts';
import { DomainError } from '#server/kernel/errors.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { LiveSessionRow } from '#server/storage/live-sessions.ts';
import type { Queries } from '#server/storage/store.ts';
import { documentNameOf, known, readRun, type LiveSessionsDeps } from './live-sessions-deps.ts';
import { newRun } from './run.ts';
import { createWiping } from './wiping.ts';

export type SessionRehearsing = ReturnType<typeof createSessionRehearsing>;

export function createSessionRehearsing(
	deps: LiveSessionsDeps & {
		/** Resolves when all that was written in texts is on the disk. */
		flushTexts(): Promise<void>;
	}
) {
	const { store, transact, access, audit, clock, flushTexts } = deps;
	const wipe = createWiping(() => store.traces.wipe(), deps.log);

	/** Throws its notes away, once nobody has them open any more. */
	async function forgetText(documentName: string): Promise<void> {
		await flushTexts();
		await store.documents.clear(documentName);
		wipe();
	}

	return {
		/**
		 * A rehearsal of the session, with its agenda and its facilitators; the one there is, when there is one.
		 * @returns its id
		 * @throws DomainError not-found, not-allowed; conflict once the session has begun
		 */
		async begin(actor: Actor, id: string): Promise<string> {
			const memberId = memberIdOf(actor);
			const rehearsalId = newId();
			return transact(async (inside) => {
				const { row, target } = await known(deps, inside, actor, id);
				access.require(actor, 'live-session.facilitate', target);
				if (memberId === null) throw new DomainError('not-signed-in');
				if (row.state !== 'planned' || row.rehearses !== null) {
					throw new DomainError('conflict', { message: 'Only what has not begun is rehearsed.' });
				}
				await inside.liveSessions.lock(id);
				const before = await inside.liveSessions.rehearsalOf(id);
				if (before !== undefined) return before.id;
				const { items, slot } = readRun(row);
				const at = clock.iso();
				await inside.documents.create(documentNameOf(rehearsalId), 'note', at);
				await inside.liveSessions.add(
					{
						...row,
						id: rehearsalId,
						run: JSON.stringify(newRun(items, slot, memberId, target.facilitatorIds)),
						version: 1,
						rehearses: id,
						invitation_sequence: 0,
						document_name: documentNameOf(rehearsalId),
						created_by: memberId,
						created_at: at
					},
					[]
				);
				for (const facilitatorId of target.facilitatorIds) {
					await inside.liveSessions.putMember({
						session_id: rehearsalId,
						member_id: facilitatorId,
						facilitates: 1,
						agreed_at: facilitatorId === memberId ? at : null
					});
				}
				await audit(inside, actor, { action: 'live-session.rehearse', target: id });
				return rehearsalId;
			});
		},

		/** Throws a rehearsal away; what anybody has open of it is closed. @throws DomainError not-found, not-allowed, conflict */
		async discard(actor: Actor, id: string): Promise<void> {
			const documentName = await transact(async (inside, emit) => {
				const { row, target } = await known(deps, inside, actor, id);
				access.require(actor, 'live-session.facilitate', target);
				if (row.rehearses === null) {
					throw new DomainError('conflict', { message: 'Only a rehearsal is thrown away.' });
				}
				await inside.liveSessions.removeRehearsal(id);
				emit({
					type: 'access-changed',
					scope: { kind: 'document', documentName: row.document_name }
				});
				emit({ type: 'live-session-changed', sessionId: id });
				return row.document_name;
			});
			await forgetText(documentName);
		},

		/** In the transaction that ends it; `forgetText` comes after it. */
		remove: (inside: Queries, { id }: LiveSessionRow): Promise<void> =>
			inside.liveSessions.removeRehearsal(id),

		forgetText,

		/** At the start: notes of rehearsals that a process which was killed has left behind. */
		async sweep(): Promise<void> {
			for (const name of await store.liveSessions.documentsLeftBehind()) {
				await store.documents.clear(name);
			}
		}
	};
}
