// What the parts of learning notes need.
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { GroupTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { TextAt } from '#server/domain/collaboration/derive.ts';
import type { Notify, Settle } from '#server/domain/notifications/notify.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { Store } from '#server/storage/store.ts';
import type { NotesRevisionDeps } from './notes-revision.ts';

export type NotesDeps = NotesRevisionDeps & {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	notify: Notify;
	settle: Settle;
	groupTarget(row: GroupRow): GroupTarget;
	/** Texts of documents as they are on the disk; read outside any transaction. */
	texts(documentNames: readonly string[]): Promise<(documentName: string) => TextAt>;
	/** The updates that lead to each of these texts, one after the other. */
	updatesOf(states: readonly Readonly<Record<string, object>>[]): Uint8Array[];
};
