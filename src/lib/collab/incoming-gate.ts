// Where colleagues' changes wait before they come into the text: while a word is being composed, which a change to
// the same paragraph would break off (F28), and in quiet mode while one is writing. One's own changes never wait.

/** A hand that rests in the middle of a composed word does not hold back colleagues for longer than this. */
const longestComposing = 3_000;
/** In quiet mode: so long after the last letter one has paused. */
const pause = 1_500;
/** In quiet mode: whoever writes without a pause gets colleagues' changes all the same after this long. */
const longestQuiet = 60_000;
/** More than this, in bytes, is not kept waiting for a pause. */
const mostHeld = 1024 * 1024;

type Timer = ReturnType<typeof setTimeout>;

export class IncomingGate {
	readonly #letIn: (message: Uint8Array) => void;
	#held: Uint8Array[] = [];
	#heldBytes = 0;
	#isQuiet = false;
	/** Set while a word is being composed. */
	#composing: Timer | undefined;
	/** Set in quiet mode from a letter to the pause after it. */
	#writing: Timer | undefined;
	#writingSince = 0;

	/** @param letIn takes in a change that had to wait */
	constructor(letIn: (message: Uint8Array) => void) {
		this.#letIn = letIn;
	}

	/** Whether this change has to wait; if so, it is kept and let in later. */
	holds(message: Uint8Array): boolean {
		if (this.#composing === undefined && this.#writing === undefined) return false;
		this.#held.push(message.slice());
		this.#heldBytes += message.length;
		if (this.#heldBytes > mostHeld) this.#pauseIsOver();
		return true;
	}

	/** A word is being composed. */
	compose(): void {
		clearTimeout(this.#composing);
		this.#composing = setTimeout(() => this.composed(), longestComposing);
	}

	/** The word is finished. */
	composed(): void {
		clearTimeout(this.#composing);
		this.#composing = undefined;
		this.#open();
	}

	/** Something was written here. In quiet mode colleagues' changes wait from now until the pause after it. */
	wrote(): void {
		if (!this.#isQuiet) return;
		if (this.#writing === undefined) this.#writingSince = Date.now();
		else if (Date.now() - this.#writingSince > longestQuiet) return this.#pauseIsOver();
		clearTimeout(this.#writing);
		this.#writing = setTimeout(() => this.#pauseIsOver(), pause);
	}

	/** Switches quiet mode. */
	setQuiet(isQuiet: boolean): void {
		this.#isQuiet = isQuiet;
		if (!isQuiet) this.#pauseIsOver();
	}

	/** Forgets what waits: the connection is gone, and the next one brings it again. */
	forget(): void {
		this.#held = [];
		this.#heldBytes = 0;
	}

	/** Ends its timers. */
	close(): void {
		clearTimeout(this.#composing);
		clearTimeout(this.#writing);
	}

	#pauseIsOver(): void {
		clearTimeout(this.#writing);
		this.#writing = undefined;
		this.#open();
	}

	/** Lets in what waits, unless there is another reason to wait. */
	#open(): void {
		if (this.#composing !== undefined || this.#writing !== undefined) return;
		const held = this.#held;
		this.forget();
		for (const message of held) this.#letIn(message);
	}
}
