// Some people in one text, each adding letters after their own last one, and a note of who has seen which when.
import { Connection, type Target } from './connection.ts';
import { presence, typedLetter } from './updates.ts';
import { walkUpdate } from './walk-update.ts';

/** Client ids of a room's writers follow each other; rooms lie so far apart. */
const idsPerRoom = 1024;
const firstId = 1_000_000;

export type Tally = {
	/** (edit, reader) pairs, the writer not among the readers: whatever frames they came in. */
	delivered: number;
	/** From typing to the last reader's screen, in ms. */
	latencies: number[];
	/** Edits that came back to their writer. */
	echoed: number;
};

export class Room {
	readonly name: string;
	readonly size: number;
	/** Client id of writer 0. */
	readonly firstClient: number;
	readonly connections: Connection[] = [];
	/** What each has typed. */
	readonly clocks: number[];
	/** By writer and clock: when somebody else first had it, and when its writer was told it is saved. */
	readonly seenAt: number[][];
	readonly savedAt: number[][];
	/** What writer 0 sent and received, when the room was asked to keep it. */
	witness: Uint8Array[] | null = null;
	readonly #sentAt: number[][];
	readonly #readers: number[][];
	/** By connection and writer: how far it has seen. */
	readonly #reach: number[][];
	readonly #tally: Tally;

	constructor(name: string, index: number, size: number, tally: Tally) {
		const perWriter = (): number[][] => Array.from({ length: size }, () => []);
		this.name = name;
		this.size = size;
		this.firstClient = firstId + index * idsPerRoom;
		this.clocks = Array.from({ length: size }, () => 0);
		this.seenAt = perWriter();
		this.savedAt = perWriter();
		this.#sentAt = perWriter();
		this.#readers = perWriter();
		this.#reach = Array.from({ length: size }, () => this.clocks.map(() => 0));
		this.#tally = tally;
	}

	/** Lets the next person in. */
	join(target: Target, onSynced?: () => void): Connection {
		const person = this.connections.length;
		const connection = new Connection(target, this.name, {
			onSynced,
			onUpdate: (bytes, from, to, at) => {
				if (person === 0) this.witness?.push(Buffer.from(bytes.subarray(from, to)));
				walkUpdate(bytes, from, to, (client, clock, length) =>
					this.#sees(person, client - this.firstClient, clock, length, at)
				);
			},
			onSaved: (count, at) => {
				const saved = this.savedAt[person] ?? [];
				while (saved.length < count) saved.push(at);
			}
		});
		this.connections.push(connection);
		return connection;
	}

	/** One more letter. */
	type(person: number, withCaret = false): void {
		const connection = this.connections[person];
		if (connection === undefined || connection.isClosed) return;
		const client = this.firstClient + person;
		const clock = this.clocks[person] ?? 0;
		this.clocks[person] = clock + 1;
		const update = typedLetter(client, clock);
		if (person === 0) this.witness?.push(update);
		this.#sentAt[person]?.push(performance.now());
		connection.sendUpdate(update);
		if (withCaret) connection.sendPresence(presence(client, clock + 2, caretState(client, clock)));
	}

	/** Letters that somebody here should have seen and has not. */
	get missing(): number {
		let missing = 0;
		for (const [person, reach] of this.#reach.entries()) {
			for (const [writer, clock] of this.clocks.entries()) {
				if (writer !== person) missing += clock - (reach[writer] ?? 0);
			}
		}
		return missing;
	}

	#sees(person: number, writer: number, clock: number, length: number, at: number): void {
		const reach = this.#reach[person];
		if (reach === undefined || writer < 0 || writer >= this.size) return;
		if (writer === person) {
			this.#tally.echoed += length;
			return;
		}
		const before = reach[writer] ?? 0;
		const end = clock + length;
		// Seen before, or letters between are missing: then `missing` will say so.
		if (end <= before || clock > before) return;
		reach[writer] = end;
		const seenAt = this.seenAt[writer] ?? [];
		const readers = this.#readers[writer] ?? [];
		const sentAt = this.#sentAt[writer] ?? [];
		for (let letter = before; letter < end; letter++) {
			this.#tally.delivered += 1;
			const count = (readers[letter] ?? 0) + 1;
			readers[letter] = count;
			if (count === 1) seenAt[letter] = at;
			if (count === this.size - 1) this.#tally.latencies.push(at - (sentAt[letter] ?? NaN));
		}
	}
}

export const newTally = (): Tally => ({ delivered: 0, latencies: [], echoed: 0 });

/** What an editor says of its caret. */
function caretState(client: number, clock: number): string {
	const place = { type: null, tname: 't', item: { client, clock }, assoc: 0 };
	return JSON.stringify({ user: { name: 'A writer' }, cursor: { anchor: place, head: place } });
}
