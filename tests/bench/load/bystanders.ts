// Two people who type in a room while something else happens to the server. Whatever holds it up shows in how late
// their letters are.
import type { Target } from './connection.ts';
import { newTally, Room, type Tally } from './room.ts';
import { latencies, type Latencies } from './statistics.ts';
import { becomes, delay } from './waiting.ts';

export const bystanderRoom = 'bystander';

/** Far from the ids of every other room. */
const roomIndex = 900_000;
const patience = 5_000;

export class Bystanders {
	readonly room: Room;
	readonly #tally: Tally;
	#timer: NodeJS.Timeout | undefined;

	private constructor(room: Room, tally: Tally) {
		this.room = room;
		this.#tally = tally;
	}

	static async enter(target: Target): Promise<Bystanders> {
		const tally = newTally();
		const room = new Room(bystanderRoom, roomIndex, 2, tally);
		for (let person = 0; person < room.size; person++) room.join(target);
		await becomes(() => room.connections.every(({ isSynced }) => isSynced), patience);
		return new Bystanders(room, tally);
	}

	/** They type, in turn; resolves when the server has got used to them. */
	async begin(lettersPerSecond: number): Promise<void> {
		let letters = 0;
		this.#timer = setInterval(() => this.room.type(letters++ % 2), 1000 / lettersPerSecond);
		await delay(1_000);
		await becomes(() => this.room.missing === 0, patience);
		this.soFar();
	}

	/** How late letters have been since this was last asked. */
	soFar(): Latencies {
		const late = this.#tally.latencies;
		this.#tally.latencies = [];
		return latencies(late);
	}

	/** They stop, and what is on its way arrives. */
	async end(): Promise<{ latencies: Latencies; missing: number }> {
		clearInterval(this.#timer);
		await becomes(() => this.room.missing === 0, patience);
		return { latencies: latencies(this.#tally.latencies), missing: this.room.missing };
	}
}
