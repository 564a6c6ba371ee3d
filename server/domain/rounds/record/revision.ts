// Which state of the public record an answer was made from: as long as the revision is the same, so is every page of it.
import { newId } from '#server/kernel/ids.ts';
import type { Events } from '#server/kernel/events.ts';

/** A new one at each start, since pages look different after a renewal, and with each change of the record. */
export function createRevision(events: Events): () => string {
	const start = newId();
	let changes = 0;
	events.on((event) => {
		if (event.type === 'record-changed') changes += 1;
	});
	return () => `${start}.${changes}`;
}
