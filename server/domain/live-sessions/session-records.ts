// Records of sessions as others need them: for the search, and for whoever reads without signing in.
import type { LiveSessionTarget } from '#server/domain/access/targets.ts';
import type { LiveSessionRow } from '#server/storage/live-sessions.ts';
import type { Queries } from '#server/storage/store.ts';
import { notesFields } from '#shared/live-session/notes-fields.ts';
import { knownOf, readRun, type LiveSessionsDeps } from './live-sessions-deps.ts';

export type SessionRecordFacts = {
	row: LiveSessionRow;
	target: LiveSessionTarget;
	facilitators: readonly string[];
	endedAt: string;
	/** Fields of its document that the record shows. */
	fields: readonly string[];
};

/** Those of these sessions that have a record: closed, held, and no rehearsal. In a fixed number of queries. */
export const createSessionRecords =
	(deps: Pick<LiveSessionsDeps, 'groupTargets'>) =>
	async (inside: Queries, ids: readonly string[]): Promise<SessionRecordFacts[]> => {
		const rows = await inside.liveSessions.byIds(ids);
		const closed = rows.filter(
			({ state, rehearses, cancelled_at }) =>
				state === 'closed' && rehearses === null && cancelled_at === null
		);
		return (await knownOf(deps, inside, closed)).map(({ row, target, members }) => {
			const run = readRun(row);
			return {
				row,
				target,
				facilitators: members.filter((each) => each.facilitates === 1).map(({ name }) => name),
				endedAt:
					run.endedAt === null
						? (row.starts_at ?? row.created_at)
						: new Date(run.endedAt).toISOString(),
				fields: notesFields(run.items, run.breakouts).map(({ field }) => field)
			};
		});
	};
