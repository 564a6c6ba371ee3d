// One tab's connection to the live socket: what has changed, told as ids (see #shared/live-protocol.ts). A page
// creates one, shares it through context, watches topics, and fetches what it needs by the usual way.
import {
	livePath,
	type LiveClientMessage,
	type LiveServerMessage,
	type LiveTopic
} from '#shared/live-protocol.ts';
import { closeCode } from '#shared/collab-protocol.ts';

/** `lost`: will be tried again by itself; `signed-out`: it will not. */
export type LiveStatus = 'connecting' | 'live' | 'lost' | 'signed-out' | 'closed';

/**
 * Called with each message about the topic. `watching` comes once for every connection: after the first it means
 * that messages may have been missed while the connection was away, so fetch again.
 */
export type LiveListener = (message: LiveServerMessage) => void;

const firstPause = 400;
const longestPause = 15_000;

const topicKey = (topic: LiveTopic): string => {
	switch (topic.kind) {
		case 'thread':
			return `thread ${topic.threadId}`;
		case 'commitment':
			return `commitment ${topic.number}`;
		case 'document':
			return `document ${topic.documentName}`;
		case 'report':
			return `report ${topic.reportId}`;
		case 'round':
			return `round ${topic.roundId}`;
		case 'inbox':
			return 'inbox';
		case 'group':
			return `group ${topic.groupId}`;
		case 'challenge':
			return `challenge ${topic.challengeId}`;
		case 'live-session':
			return `live-session ${topic.sessionId}`;
	}
};

/** Which topics a message is about. */
function topicKeysOf(message: LiveServerMessage): readonly string[] {
	switch (message.type) {
		case 'watching':
		case 'not-found':
			return [topicKey(message.topic)];
		case 'post-changed':
			return [`thread ${message.threadId}`];
		case 'thread-changed':
			return [`thread ${message.threadId}`, `commitment ${message.commitment}`];
		case 'document-changed':
			return [`document ${message.documentName}`];
		case 'round-changed':
			return [`round ${message.roundId}`];
		case 'inbox-changed':
			return ['inbox'];
		case 'report-changed':
			return [`report ${message.reportId}`];
		case 'group-changed':
			return [`group ${message.groupId}`];
		case 'challenge-changed':
			return [`challenge ${message.challengeId}`];
		case 'live-session':
		case 'live-session-changed':
			return [`live-session ${message.sessionId}`];
	}
}

/** The pause before the next try, in milliseconds: doubling, and never the same for everyone after a restart. */
export const pauseBefore = (tries: number, random: () => number = Math.random): number =>
	Math.min(longestPause, firstPause * 2 ** tries) * (0.5 + random() / 2);

export class LiveConnection {
	status = $state<LiveStatus>('connecting');

	readonly #url: string;
	// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing of it is shown
	readonly #topics = new Map<string, { topic: LiveTopic; listeners: Set<LiveListener> }>();
	#socket: WebSocket | null = null;
	#tries = 0;
	#timer: ReturnType<typeof setTimeout> | undefined;

	/** Connects at once; create it in the browser only (onMount, $effect). */
	constructor(url: string = location.origin.replace(/^http/, 'ws') + livePath) {
		this.#url = url;
		addEventListener('online', this.#tryNow);
		document.addEventListener('visibilitychange', this.#tryNow);
		this.#connect();
	}

	/** Watches a topic until the function it answers with is called. */
	watch(topic: LiveTopic, listener: LiveListener): () => void {
		const key = topicKey(topic);
		const watched = this.#topics.get(key);
		if (watched === undefined) {
			// eslint-disable-next-line svelte/prefer-svelte-reactivity -- nothing of it is shown
			this.#topics.set(key, { topic, listeners: new Set([listener]) });
			this.#send({ type: 'watch', topic });
		} else {
			watched.listeners.add(listener);
			// Another part of the page watches it already: this one is told from now on.
			if (this.status === 'live') queueMicrotask(() => listener({ type: 'watching', topic }));
		}
		return () => {
			const current = this.#topics.get(key);
			if (current === undefined || !current.listeners.delete(listener)) return;
			if (current.listeners.size > 0) return;
			this.#topics.delete(key);
			this.#send({ type: 'unwatch', topic });
		};
	}

	/** Ends the connection for good. */
	close(): void {
		this.status = 'closed';
		clearTimeout(this.#timer);
		removeEventListener('online', this.#tryNow);
		document.removeEventListener('visibilitychange', this.#tryNow);
		this.#socket?.close();
		this.#socket = null;
	}

	#connect(): void {
		clearTimeout(this.#timer);
		const socket = new WebSocket(this.#url);
		this.#socket = socket;
		socket.onopen = () => {
			this.#tries = 0;
			this.status = 'live';
			for (const { topic } of this.#topics.values()) this.#send({ type: 'watch', topic });
		};
		socket.onmessage = (event) => {
			const message = JSON.parse(String(event.data)) as LiveServerMessage;
			for (const key of topicKeysOf(message)) {
				for (const listener of this.#topics.get(key)?.listeners ?? []) listener(message);
			}
		};
		socket.onclose = (event) => {
			if (this.#socket !== socket) return;
			this.#socket = null;
			if (event.code === closeCode.signedOut) {
				this.status = 'signed-out';
				return;
			}
			this.status = 'lost';
			this.#timer = setTimeout(() => this.#connect(), pauseBefore(this.#tries++));
		};
	}

	/** Back online, or back in front of somebody: no reason to wait any longer. */
	readonly #tryNow = (): void => {
		if (this.status === 'lost' && this.#socket === null && !document.hidden) this.#connect();
	};

	#send(message: LiveClientMessage): void {
		if (this.#socket?.readyState === WebSocket.OPEN) this.#socket.send(JSON.stringify(message));
	}
}
