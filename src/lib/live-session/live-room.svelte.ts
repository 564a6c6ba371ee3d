// One screen of a facilitated session: what runs, as the server last told it, and the way to say something back. A
// command is sent until it is answered, always with the same id, so that it is done once however bad the line is. When
// the socket is blocked, the session is fetched every few seconds instead.
import { createContext } from 'svelte';
import type { SessionCommand } from '#shared/live-session-input.ts';
import type { NotesPart } from '#shared/live-session/notes-output.ts';
import type { LiveSession } from '#shared/live-session-output.ts';
import type { LiveServerMessage } from '#shared/live-protocol.ts';
import { newScreen, withAnswer, withTold, type Screen } from './screen.ts';
import {
	pauseBefore,
	type LiveConnection,
	type LiveStatus
} from '$lib/live/live-connection.svelte.ts';

/** A command as a screen gives it: its id is made here. */
export type Given = SessionCommand extends infer Each
	? Each extends { type: string }
		? Partial<Omit<Each, 'id' | 'type'>> & Pick<Each, 'type'>
		: never
	: never;

/** What the server said of a command that it did not take. */
export class Refused extends Error {
	readonly code: string;
	constructor(message: string, code: string) {
		super(message);
		this.code = code;
	}
}

/** The session is fetched this often (ms) while no socket tells of it. */
const fetchEvery = 4_000;
/** How long (ms) one try of a command waits for its answer. */
const patience = 15_000;
/** Clocks are said in words; this often (ms) is more than enough. */
const tick = 1_000;

export class LiveRoom {
	#screen: Screen;
	/** Ids of the people whose screens are open. */
	here = $state.raw<readonly string[]>([]);
	/** Milliseconds since 1970 by the server's clock, told every second. */
	now = $state(0);
	/** Commands that wait for their answer. */
	waiting = $state(0);
	/** The session is gone, or not for this person any more. */
	isGone = $state(false);

	#live = $state.raw<LiveConnection | null>(null);
	/** The server's clock less this screen's. */
	#skew = 0;
	#isOver = false;

	/** @param session as the page was given it; nothing is heard or sent before `connect` */
	constructor(session: LiveSession) {
		this.#screen = $state.raw(newScreen(session));
		this.now = session.at;
	}

	/** Hears what runs from here on. In the browser only; @returns what ends it */
	connect(live: LiveConnection): () => void {
		this.#live = live;
		this.#setClock(this.session.at);
		const stop = live.watch({ kind: 'live-session', sessionId: this.session.id }, (message) =>
			this.#told(message)
		);
		const ticking = setInterval(() => (this.now = Date.now() + this.#skew), tick);
		const fetching = setInterval(() => {
			if (live.status !== 'live' && !document.hidden) void this.refresh();
		}, fetchEvery);
		return () => {
			this.#isOver = true;
			stop();
			clearInterval(ticking);
			clearInterval(fetching);
		};
	}

	/** As it is now, as far as this person may see it. */
	get session(): LiveSession {
		return this.#screen.session;
	}

	/** How the line is: see LiveConnection. */
	get status(): LiveStatus {
		return this.#live?.status ?? 'connecting';
	}

	/** Whether somebody has a screen open. */
	isHere(personId: string): boolean {
		return this.here.includes(personId);
	}

	/**
	 * Sends a command until it is answered.
	 * @returns the session after it
	 * @throws Refused with the server's sentence, when nothing came of it
	 */
	async command(given: Given): Promise<LiveSession> {
		const body = JSON.stringify({ ...given, id: crypto.randomUUID() });
		this.waiting += 1;
		try {
			for (let tries = 0; ; tries += 1) {
				const answer = await this.#post('/commands', body);
				if (answer !== null) return this.#take(answer);
				if (this.#isOver) throw new Refused('The page was left before it was sent.', 'left');
				await new Promise((done) => setTimeout(done, pauseBefore(tries)));
			}
		} finally {
			this.waiting -= 1;
		}
	}

	/** Accepts the agreement and comes in. @throws Refused */
	async enter(): Promise<LiveSession> {
		const answer = await this.#post('/enter', undefined);
		if (answer === null) throw new Refused('The line is bad. Please try again.', 'no-answer');
		return this.#take(answer);
	}

	/** What has been written so far, in the order of the session; null without a line. */
	async notes(): Promise<NotesPart[] | null> {
		const response = await fetch(`/api/v1/live-sessions/${this.session.id}/notes`, {
			signal: AbortSignal.timeout(patience)
		}).catch(() => null);
		if (response?.ok !== true) return null;
		return (await response.json().catch(() => null)) as NotesPart[] | null;
	}

	/** Fetches the session as it is; without a line nothing happens. */
	async refresh(): Promise<void> {
		const answer = await this.#ask('', {}).catch((error: unknown) => {
			if (error instanceof Refused && error.code === 'not-found') this.isGone = true;
			return null;
		});
		if (answer !== null) this.#take(answer);
	}

	#post(path: string, body: string | undefined): Promise<LiveSession | null> {
		const headers = body === undefined ? undefined : { 'content-type': 'application/json' };
		return this.#ask(path, { method: 'POST', body, headers });
	}

	/** @returns null when there was no answer, or one that says to try again */
	async #ask(path: string, init: RequestInit): Promise<LiveSession | null> {
		const response = await fetch(`/api/v1/live-sessions/${this.session.id}${path}`, {
			...init,
			signal: AbortSignal.timeout(patience)
		}).catch(() => null);
		if (response === null || response.status >= 500 || response.status === 429) return null;
		const answer = (await response.json().catch(() => null)) as unknown;
		if (answer === null) return null;
		if (response.ok) return answer as LiveSession;
		const { detail, title, code } = answer as { detail?: string; title?: string; code?: string };
		throw new Refused(detail ?? title ?? 'That did not work.', code ?? '');
	}

	#take(answer: LiveSession): LiveSession {
		this.#setClock(answer.at);
		this.#screen = withAnswer(this.#screen, answer);
		return this.session;
	}

	#told(message: LiveServerMessage): void {
		if (message.type === 'not-found' || message.type === 'live-session-changed') {
			void this.refresh();
		}
		if (message.type !== 'live-session') return;
		this.#setClock(message.at);
		if (message.here !== undefined) this.here = message.here;
		const before = this.session;
		this.#screen = withTold(this.#screen, message);
		// What one may do depends on who leads, and on having come in.
		if (before.room === null || this.session.leadId !== before.leadId) void this.refresh();
	}

	#setClock(at: number): void {
		this.#skew = at - Date.now();
		this.now = at;
	}
}

/** The room whose page this is. */
export const [getRoom, setRoom] = createContext<LiveRoom>();
