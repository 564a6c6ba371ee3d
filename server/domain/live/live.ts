// Who is told that something changed. Messages carry ids, never words: whoever is told fetches through the usual
// permission check. Permission to watch is checked when asked for, and again before each message about a thread or a
// group. However many listen, the facts are loaded once and the message is written once.
import type { LiveClientMessage, LiveServerMessage, LiveTopic } from '#shared/live-protocol.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Events } from '#server/kernel/events.ts';
import type { Log } from '#server/kernel/log.ts';
import type { Timers } from '#server/domain/collaboration/timers.ts';
import { createSessionScreens, type Screens } from './session-screens.ts';

export type LiveDeps = {
	events: Events;
	log: Log;
	/** Told of each commit to a document; see collaboration. */
	changed(listener: (documentName: string) => void): () => void;
	/** Who may see a thread; null when there is none. */
	threadAudience(threadId: string): Promise<((actor: Actor) => boolean) | null>;
	mayReadDocument(actor: Actor, documentName: string): Promise<boolean>;
	maySeeRound(actor: Actor, roundId: string): Promise<boolean>;
	/** Who may see a group; null when there is none. */
	whoSeesGroup(groupId: string): Promise<((actor: Actor) => boolean) | null>;
	/** Who may see a challenge; null when there is none. */
	whoSeesChallenge(challengeId: string): Promise<((actor: Actor) => boolean) | null>;
	/** Who may know of a facilitated session; null when there is none. */
	whoSeesSession(sessionId: string): Promise<((actor: Actor) => boolean) | null>;
	/** What the screens of a facilitated session show; null when there is none. */
	screensOfSession(sessionId: string): Promise<Screens | null>;
	timers: Pick<Timers, 'after'>;
	/** The reports there are with these ids, or with these documents. */
	reports(by: 'id' | 'document', values: readonly string[]): Promise<LiveReport[]>;
};

export type LiveReport = {
	roundId: string;
	mayFollow(actor: Actor): boolean;
};

export type LiveListener = {
	receive(message: LiveClientMessage): Promise<void>;
	/** The same person with the rights of now: what may no longer be watched ends with `not-found`. */
	become(actor: Actor): Promise<void>;
	left(): void;
};

export type Live = {
	/** @param send takes a message as text */
	join(actor: Actor, send: (text: string) => void): LiveListener;
	close(): void;
	stats(): { listeners: number };
};

/** A text that is being typed is told of at most this often (ms): those who read it fetch it each time. */
export const documentInterval = 250;
/** Of texts that are being typed, those who watch a round are told this often (ms) at most: they fetch all of it. */
export const roundInterval = 2_000;
/** Topics one connection may watch. A page watches two or three. */
export const mostTopics = 100;

export type Listener = {
	actor: Actor;
	readonly topics: Map<string, LiveTopic>;
	send(text: string): void;
};

const keyOf = (topic: LiveTopic): string => {
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

export function createLive(deps: LiveDeps): Live {
	const logFailure = (error: unknown): void =>
		deps.log.error({ err: error }, 'telling of a change failed');
	const listeners = new Set<Listener>();
	const watchers = new Map<string, Set<Listener>>();
	/** Documents told of a moment ago, and whether they changed again since. */
	const resting = new Map<string, { hasChanged: boolean; timer: NodeJS.Timeout }>();

	/** Texts that have changed since those who watch rounds were last told. */
	const written = new Set<string>();
	let roundTimer: NodeJS.Timeout | undefined;

	const sessions = createSessionScreens<Listener>({
		screens: deps.screensOfSession,
		watching: (sessionId) => watching({ kind: 'live-session', sessionId }),
		endWatching: (listener, sessionId) =>
			endWatching(listener, { kind: 'live-session', sessionId }),
		timers: deps.timers,
		onFailure: logFailure
	});

	const watching = (topic: LiveTopic): Listener[] => [...(watchers.get(keyOf(topic)) ?? [])];

	function watch(listener: Listener, topic: LiveTopic): void {
		const key = keyOf(topic);
		listener.topics.set(key, topic);
		const others = watchers.get(key);
		if (others === undefined) watchers.set(key, new Set([listener]));
		else others.add(listener);
	}

	function unwatch(listener: Listener, topic: LiveTopic): void {
		const key = keyOf(topic);
		listener.topics.delete(key);
		const others = watchers.get(key);
		others?.delete(listener);
		if (others?.size === 0) watchers.delete(key);
		if (topic.kind === 'live-session') sessions.changed(topic.sessionId);
	}

	async function mayWatch(actor: Actor, topic: LiveTopic): Promise<boolean> {
		switch (topic.kind) {
			case 'thread':
				return (await deps.threadAudience(topic.threadId))?.(actor) === true;
			case 'commitment':
				return actor.kind === 'member';
			case 'document':
				return deps.mayReadDocument(actor, topic.documentName);
			case 'report': {
				const [report] = await deps.reports('id', [topic.reportId]);
				return report?.mayFollow(actor) === true;
			}
			case 'round':
				return deps.maySeeRound(actor, topic.roundId);
			case 'inbox':
				return actor.kind === 'member';
			case 'group':
				return (await deps.whoSeesGroup(topic.groupId))?.(actor) === true;
			case 'challenge':
				return (await deps.whoSeesChallenge(topic.challengeId))?.(actor) === true;
			case 'live-session':
				return (await deps.whoSeesSession(topic.sessionId))?.(actor) === true;
		}
	}

	/** Writes the message once for all of them. */
	function tell(concerned: Iterable<Listener>, message: LiveServerMessage): void {
		const text = JSON.stringify(message);
		for (const listener of concerned) listener.send(text);
	}

	function endWatching(listener: Listener, topic: LiveTopic): void {
		unwatch(listener, topic);
		tell([listener], { type: 'not-found', topic });
	}

	async function tellOfThread(
		topics: readonly LiveTopic[],
		threadId: string,
		message: LiveServerMessage
	): Promise<void> {
		const concerned = new Set(topics.flatMap(watching));
		if (concerned.size === 0) return;
		const maySee = await deps.threadAudience(threadId);
		tell(
			[...concerned].filter(({ actor }) => maySee?.(actor) === true),
			message
		);
		// It may have been moved to where fewer may see it.
		const topic: LiveTopic = { kind: 'thread', threadId };
		for (const listener of watching(topic)) {
			if (maySee?.(listener.actor) !== true) endWatching(listener, topic);
		}
	}

	/** A group can close to those who watched it while it was open: asked before each message. */
	async function tellOfGroup(
		message: LiveServerMessage & { type: 'group-changed' }
	): Promise<void> {
		const maySee = await deps.whoSeesGroup(message.groupId);
		tell(
			watching({ kind: 'group', groupId: message.groupId }).filter(
				({ actor }) => maySee?.(actor) === true
			),
			message
		);
	}

	async function tellOfChallenge(
		message: LiveServerMessage & { type: 'challenge-changed' }
	): Promise<void> {
		const { challengeId } = message;
		const maySee = await deps.whoSeesChallenge(challengeId);
		const concerned = watching({ kind: 'challenge', challengeId });
		tell(
			concerned.filter(({ actor }) => maySee?.(actor) === true),
			message
		);
	}

	function tellOfDocument(documentName: string): void {
		const concerned = watching({ kind: 'document', documentName });
		tell(concerned, { type: 'document-changed', documentName });
		if (concerned.length === 0) return;
		const timer = setTimeout(() => {
			const rested = resting.get(documentName);
			resting.delete(documentName);
			if (rested?.hasChanged === true) tellOfDocument(documentName);
		}, documentInterval);
		resting.set(documentName, { hasChanged: false, timer });
	}

	/** Tells each who watches a round and may follow one of these reports of it, once. */
	function tellOfReports(reports: readonly LiveReport[]): void {
		for (const roundId of new Set(reports.map((report) => report.roundId))) {
			const own = reports.filter((report) => report.roundId === roundId);
			tell(
				watching({ kind: 'round', roundId }).filter(({ actor }) =>
					own.some((report) => report.mayFollow(actor))
				),
				{ type: 'round-changed', roundId }
			);
		}
	}

	async function tellOfWritten(): Promise<void> {
		const names = [...written];
		written.clear();
		roundTimer = undefined;
		if ([...watchers.keys()].some((key) => key.startsWith('round '))) {
			tellOfReports(await deps.reports('document', names));
		}
	}

	async function recheck(listener: Listener): Promise<void> {
		for (const topic of [...listener.topics.values()]) {
			if (!(await mayWatch(listener.actor, topic))) endWatching(listener, topic);
		}
	}

	const stopChanged = deps.changed((documentName) => {
		const rested = resting.get(documentName);
		if (rested === undefined) tellOfDocument(documentName);
		else rested.hasChanged = true;
		written.add(documentName);
		roundTimer ??= setTimeout(() => void tellOfWritten().catch(logFailure), roundInterval);
	});

	const stopEvents = deps.events.on((event) => {
		switch (event.type) {
			case 'post-changed': {
				const { threadId } = event;
				tellOfThread([{ kind: 'thread', threadId }], threadId, event).catch(logFailure);
				break;
			}
			case 'thread-changed': {
				const { threadId, commitment } = event;
				const topics: LiveTopic[] = [
					{ kind: 'thread', threadId },
					...(commitment === null ? [] : [{ kind: 'commitment', number: commitment } as const])
				];
				tellOfThread(topics, threadId, event).catch(logFailure);
				break;
			}
			case 'report-changed':
				deps
					.reports('id', [event.reportId])
					.then((reports) => {
						for (const { mayFollow } of reports) {
							const concerned = watching({ kind: 'report', reportId: event.reportId });
							tell(
								concerned.filter(({ actor }) => mayFollow(actor)),
								event
							);
						}
						tellOfReports(reports);
					})
					.catch(logFailure);
				break;
			case 'access-changed': {
				const { scope } = event;
				if (scope.kind !== 'document') break;
				for (const listener of watching({ kind: 'document', documentName: scope.documentName })) {
					recheck(listener).catch(logFailure);
				}
				break;
			}
			case 'round-changed':
				tell(watching({ kind: 'round', roundId: event.roundId }), event);
				break;
			case 'group-changed':
				tellOfGroup(event).catch(logFailure);
				break;
			case 'inbox-changed':
				tell(
					watching({ kind: 'inbox' }).filter(
						({ actor }) => 'memberId' in actor && event.memberIds.includes(actor.memberId)
					),
					{ type: 'inbox-changed' }
				);
				break;
			case 'signed-out':
			case 'record-changed':
			case 'note-changed':
				break;
			case 'challenge-changed':
				tellOfChallenge(event).catch(logFailure);
				break;
			case 'live-session-changed':
				sessions.changed(event.sessionId);
				break;
		}
	});

	return {
		join(actor, send) {
			const listener: Listener = { actor, topics: new Map(), send };
			listeners.add(listener);
			return {
				async receive({ type, topic }) {
					if (type === 'unwatch') return unwatch(listener, topic);
					const isRoomLeft = listener.topics.size < mostTopics;
					if (!isRoomLeft || !(await mayWatch(listener.actor, topic))) {
						return tell([listener], { type: 'not-found', topic });
					}
					// It may have gone while we asked.
					if (!listeners.has(listener)) return;
					watch(listener, topic);
					tell([listener], { type: 'watching', topic });
					if (topic.kind === 'live-session') sessions.welcome(listener, topic.sessionId);
				},
				become(fresh) {
					listener.actor = fresh;
					return recheck(listener);
				},
				left() {
					listeners.delete(listener);
					for (const topic of [...listener.topics.values()]) unwatch(listener, topic);
				}
			};
		},
		close() {
			stopChanged();
			stopEvents();
			sessions.close();
			for (const { timer } of resting.values()) clearTimeout(timer);
			resting.clear();
			clearTimeout(roundTimer);
		},
		stats: () => ({ listeners: listeners.size })
	};
}
