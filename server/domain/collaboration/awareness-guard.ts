// Presence as it comes from a client, cut down to what may be passed on: where the caret is and which section one
// is in. Who somebody is never comes from a client; the room stamps it. Other people's editors act on these
// values, so a caret in a form they do not expect would break their page, not the sender's (F9).
import * as v from 'valibot';
import { largestPresence, longestSection, mostPresenceClients } from './limits.ts';
import { NotTheProtocol, Reader } from './protocol.ts';

const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const id = v.nullish(v.strictObject({ client: count, clock: count }));

/** A relative position as Yjs writes it. */
const position = v.object({
	type: id,
	tname: v.nullish(v.pipe(v.string(), v.maxLength(longestSection))),
	item: id,
	assoc: v.optional(v.picklist([-1, 0, 1]))
});

const stateSchema = v.object({
	cursor: v.fallback(v.nullish(v.object({ anchor: position, head: position })), null),
	section: v.fallback(
		v.nullish(v.pipe(v.string(), v.maxLength(longestSection), v.regex(/^[\w:-]*$/))),
		null
	)
});

export type PresenceState = v.InferOutput<typeof stateSchema>;

export type PresenceEntry = {
	client: number;
	clock: number;
	/** Null: the client takes its presence back. */
	state: PresenceState | null;
};

/**
 * Clocks that the server shows are its time in milliseconds; those of clients count their changes. A stock
 * y-websocket client sends back what it was shown of others: such entries are told by their clock and left out.
 */
export const isShownClock = (clock: number): boolean => clock > 1e12;

/** @throws NotTheProtocol when it does not decode, or is larger or of more clients than allowed. */
export function readPresence(update: Uint8Array): PresenceEntry[] {
	if (update.length > largestPresence) throw new NotTheProtocol('presence too large');
	const reader = new Reader(update);
	const total = reader.varUint();
	const entries: PresenceEntry[] = [];
	for (let index = 0; index < total; index++) {
		const client = reader.varUint();
		const clock = reader.varUint();
		const text = reader.varText();
		if (isShownClock(clock)) continue;
		if (entries.length === mostPresenceClients)
			throw new NotTheProtocol('too many presence clients');
		entries.push({ client, clock, state: readState(text) });
	}
	reader.end();
	return entries;
}

function readState(text: string): PresenceState | null {
	let value: unknown;
	try {
		value = JSON.parse(text);
	} catch {
		throw new NotTheProtocol('presence that is not JSON');
	}
	if (value === null) return null;
	const state = v.safeParse(stateSchema, value);
	return state.success ? state.output : { cursor: null, section: null };
}
