// One unit of work: storage calls and their audit row in one transaction, events only after the commit.
import type { Queries, Store } from '#server/storage/store.ts';
import type { DomainEvent, Events } from './events.ts';

/** Runs `work` in a transaction. Inside it only the given store may be used (on SQLite the outer one
 *  would wait for itself). Events given to `emit` leave when the commit is done, never on a rollback. */
export type Transact = <T>(
	work: (store: Store, emit: (event: DomainEvent) => void) => Promise<T>
) => Promise<T>;

/** Where the events of each open transaction wait. */
export type WaitingEvents = WeakMap<Queries, DomainEvent[]>;

/** For a port that is handed only the transaction: the event leaves when that transaction is done. */
export type EmitAfter = (inside: Queries, event: DomainEvent) => void;

export const createEmitAfter =
	(waitingIn: WaitingEvents): EmitAfter =>
	(inside, event) => {
		waitingIn.get(inside)?.push(event);
	};

export function createTransact(
	store: Store,
	events: Events,
	waitingIn: WaitingEvents = new WeakMap()
): Transact {
	return async (work) => {
		const waiting: DomainEvent[] = [];
		const result = await store.transaction((inside) => {
			waitingIn.set(inside, waiting);
			return work(inside, (event) => waiting.push(event));
		});
		for (const event of waiting) events.emit(event);
		return result;
	};
}
