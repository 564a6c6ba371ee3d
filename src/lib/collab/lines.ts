// The lines of one text in one tab: WebSockets as long as the network lets them through, polling where it does not,
// and now and then a try whether sockets work again. y-websocket is given `Socket` and knows nothing of this.
import { editorSchemaVersion } from '#shared/document-fields.ts';
import { askExchange } from './ask-exchange.ts';
import { countingWebSocket } from './content-frames.ts';
import { afterLine, firstChoice, type LineChoice } from './line-choice.ts';
import { PollingSocket } from './polling-socket.ts';

/** A proxy may take a socket and then let no word through: after so long (ms) without any it is given up. */
const patienceWithSilence = 5_000;
/** Pauses (ms) before sockets are tried again. The first only tells a blocked network from a short trouble. */
const pausesBetweenTries = [1_000, 30_000, 60_000, 120_000];
const longestPause = 300_000;

export type LinesOptions = {
	documentName: string;
	/** A frame with text has been handed over. */
	onContent(carries: 'everything' | 'change'): void;
	/** Sockets are known not to come through, or do again. */
	onSlower(isSlower: boolean): void;
	/** On a polling line: a socket would work now. Whoever connects again gets one. */
	onSocketWorks(): void;
};

const clock = {
	now: () => Date.now(),
	after(milliseconds: number, work: () => void) {
		const timer = setTimeout(work, milliseconds);
		return () => clearTimeout(timer);
	}
};

export class Lines {
	/** Makes whichever line is to be had. */
	readonly Socket: typeof WebSocket;
	readonly #options: LinesOptions;
	#choice: LineChoice = firstChoice;
	#isSlower = false;
	#polling: PollingSocket | null = null;
	#url = '';
	#triesOfSockets = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	constructor(options: LinesOptions) {
		this.#options = options;
		const choose = (url: string): WebSocket | PollingSocket =>
			this.#choice.next === 'socket' ? this.#socket(url) : this.#poll(url);
		addEventListener('pagehide', this.#onPageHide);
		// `new` gives the object that a constructor answers with.
		this.Socket = function Line(url: string) {
			return choose(url);
		} as unknown as typeof WebSocket;
	}

	/** Somebody looks at the page again: a polling line asks at once. */
	hurry(): void {
		this.#polling?.hurry();
	}

	/** The device is in another network, perhaps one that lets sockets through. */
	networkChanged(): void {
		if (this.#polling !== null) this.#trySocket();
	}

	/** Ends its tries. */
	close(): void {
		removeEventListener('pagehide', this.#onPageHide);
		this.#stopTrying();
	}

	/** A socket dies with its page; a polling line has to say good-bye. */
	readonly #onPageHide = (): void => this.#polling?.close();

	#stopTrying(): void {
		clearTimeout(this.#timer);
		this.#polling = null;
	}

	#socket(url: string): WebSocket {
		const socket = new (countingWebSocket(this.#options.onContent))(url);
		watch(socket, {
			heard: () => this.#setSlower(false),
			ended: (hasHeard) => (this.#choice = afterLine(this.#choice, 'socket', hasHeard))
		});
		return socket;
	}

	#poll(url: string): PollingSocket {
		const { documentName, onContent } = this.#options;
		const polling = new PollingSocket({
			ask: (question) => askExchange(documentName, question),
			schema: editorSchemaVersion,
			isHidden: () => document.hidden,
			clock,
			onContent,
			onEnd: (wasAnswered) => {
				this.#choice = afterLine(this.#choice, 'polling', wasAnswered);
				if (this.#polling === polling) this.#stopTrying();
			}
		});
		this.#polling = polling;
		this.#url = url;
		if (!this.#isSlower) this.#triesOfSockets = 0;
		this.#tryLater();
		return polling;
	}

	#tryLater(): void {
		const pause = pausesBetweenTries[this.#triesOfSockets++] ?? longestPause;
		clearTimeout(this.#timer);
		this.#timer = setTimeout(() => this.#trySocket(), pause);
	}

	/** Beside the polling line: a socket that is closed again as soon as the server has said a word on it. */
	#trySocket(): void {
		const polling = this.#polling;
		const socket = new WebSocket(this.#url);
		watch(socket, {
			heard: () => socket.close(),
			ended: (hasHeard) => {
				if (polling === null || this.#polling !== polling) return;
				if (hasHeard) {
					this.#choice = firstChoice;
					this.#options.onSocketWorks();
				} else {
					this.#setSlower(true);
					this.#tryLater();
				}
			}
		});
	}

	#setSlower(isSlower: boolean): void {
		if (this.#isSlower === isSlower) return;
		this.#isSlower = isSlower;
		this.#options.onSlower(isSlower);
	}
}

/** Tells when a socket has brought its first message, and at its end whether it ever did; ends one that stays silent. */
function watch(socket: WebSocket, on: { heard(): void; ended(hasHeard: boolean): void }): void {
	let hasHeard = false;
	const timer = setTimeout(() => socket.close(), patienceWithSilence);
	const once = { once: true };
	const hear = (): void => {
		hasHeard = true;
		clearTimeout(timer);
		on.heard();
	};
	const end = (): void => {
		clearTimeout(timer);
		on.ended(hasHeard);
	};
	socket.addEventListener('message', hear, once);
	socket.addEventListener('close', end, once);
}
