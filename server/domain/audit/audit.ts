// The audit trail. A row says who did what to which thing; it never holds words that members wrote.
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Store } from '#server/storage/store.ts';

/** Writes the row inside the transaction that `store` belongs to. */
export type RecordAudit = (
	store: Store,
	actor: Actor,
	entry: {
		action: string;
		target: string;
		details?: Record<string, string | number | boolean | null>;
	}
) => Promise<void>;

export function createAudit(clock: Clock): RecordAudit {
	return (store, actor, { action, target, details = {} }) =>
		store.audit.add({
			id: newId(),
			at: clock.iso(),
			member_id: memberIdOf(actor),
			action,
			target,
			details: JSON.stringify(details)
		});
}
