// What runs, changed under a lock.
import { notFound } from '#server/kernel/errors.ts';
import type { LiveSessionRow } from '#server/storage/live-sessions.ts';
import type { Queries } from '#server/storage/store.ts';
import { readRun } from './live-sessions-deps.ts';
import type { Run } from './run.ts';

/**
 * A command that was done before is not done again, nor told of.
 * @returns whether it was new
 * @throws DomainError not-found
 */
export async function changed(
	inside: Queries,
	id: string,
	commandId: string | undefined,
	change: (row: LiveSessionRow, run: Run) => Run | Promise<Run>
): Promise<boolean> {
	const row = await inside.liveSessions.lock(id);
	if (row === undefined) throw notFound();
	if (commandId !== undefined && !(await inside.liveSessions.addCommand(id, commandId)))
		return false;
	const run = await change(row, readRun(row));
	const text = JSON.stringify(run);
	await inside.liveSessions.change(id, {
		...(text === row.run ? {} : { run: text }),
		version: row.version + 1,
		state: run.endedAt !== null ? 'closing' : run.startedAt !== null ? 'running' : 'planned'
	});
	return true;
}
