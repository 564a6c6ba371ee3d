// What polls need of the rest of the house.
import type { Clock } from '#server/kernel/clock.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { ThreadTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Notify, Settle } from '#server/domain/notifications/notify.ts';
import type { ThreadRow } from '#server/storage/discussions.ts';
import type { Queries, Store } from '#server/storage/store.ts';

/** Threads by id, each with the facts that decide about it. */
export type ThreadsOf = (
	inside: Queries,
	threadIds: readonly string[]
) => Promise<Map<string, { row: ThreadRow; target: ThreadTarget }>>;

export type PollsDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	log: Log;
	notify: Notify;
	settle: Settle;
	threads: ThreadsOf;
};
