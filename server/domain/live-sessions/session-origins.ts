// Sessions as that out of which something came: title and address, for those who may know of the session [F5].
import type { Actor } from '#server/kernel/actor.ts';
import { knownOf, type LiveSessionsDeps } from './live-sessions-deps.ts';

type Found = { title: string; url: string };

/** Those of these sessions that the actor may know of, by id. A closed one leads to its record. */
export const createSessionOrigins =
	(deps: Pick<LiveSessionsDeps, 'store' | 'access' | 'groupTargets'>) =>
	async (actor: Actor, ids: readonly string[]): Promise<Map<string, Found>> => {
		const rows = await deps.store.liveSessions.byIds(ids);
		const seen = (await knownOf(deps, deps.store, rows)).filter(({ target }) =>
			deps.access.can(actor, 'live-session.see', target)
		);
		return new Map(
			seen.map(({ row: { id, title, state } }) => [
				id,
				{ title, url: state === 'closed' ? `/sessions/${id}/record` : `/sessions/${id}` }
			])
		);
	};
