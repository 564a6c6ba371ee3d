// Messages of the live socket, both ways. They carry ids, never words: who is told fetches through the usual
// permission check. The one exception is what runs in a facilitated session, which three hundred people cannot all
// fetch after each step: it is sent to those who are in the room (docs/decisions/032-a-session-is-a-state.md).
import * as v from 'valibot';
import type { SessionParts } from './live-session-output.ts';

export const livePath = '/live';

/** What a page may ask to be told about. */
export const liveTopicSchema = v.variant('kind', [
	/** One's own. */
	v.object({ kind: v.literal('inbox') }),
	v.object({ kind: v.literal('thread'), threadId: v.pipe(v.string(), v.maxLength(64)) }),
	v.object({
		kind: v.literal('commitment'),
		number: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(7))
	}),
	/** Changes of a co-written text, for those who read it without an editor. */
	v.object({ kind: v.literal('document'), documentName: v.pipe(v.string(), v.maxLength(80)) }),
	/** Of a report: states of its sections, remarks, answers to promises, signatures. */
	v.object({ kind: v.literal('report'), reportId: v.pipe(v.string(), v.maxLength(64)) }),
	/** How far a round is: its dates, and the reports in it that one may follow. */
	v.object({ kind: v.literal('round'), roundId: v.pipe(v.string(), v.maxLength(64)) }),
	/** A working group: what it is for, who is in it, its discussions, actions and decisions. */
	v.object({ kind: v.literal('group'), groupId: v.pipe(v.string(), v.maxLength(64)) }),
	/** A challenge: its words, offers of help, what came of it. */
	v.object({ kind: v.literal('challenge'), challengeId: v.pipe(v.string(), v.maxLength(64)) }),
	/** A facilitated session: what runs, for those in the room; for who stands at its door, that something changed. */
	v.object({ kind: v.literal('live-session'), sessionId: v.pipe(v.string(), v.maxLength(64)) })
]);
export type LiveTopic = v.InferOutput<typeof liveTopicSchema>;

export const liveClientMessageSchema = v.variant('type', [
	v.object({ type: v.literal('watch'), topic: liveTopicSchema }),
	v.object({ type: v.literal('unwatch'), topic: liveTopicSchema })
]);
export type LiveClientMessage = v.InferOutput<typeof liveClientMessageSchema>;

export const liveServerMessageSchema = v.variant('type', [
	/** Answer to `watch`: from here on nothing is missed. */
	v.object({ type: v.literal('watching'), topic: liveTopicSchema }),
	/** Answer to `watch` on what does not exist or may not be seen. */
	v.object({ type: v.literal('not-found'), topic: liveTopicSchema }),
	v.object({
		type: v.literal('post-changed'),
		threadId: v.string(),
		postId: v.string(),
		number: v.number(),
		change: v.picklist(['added', 'edited', 'withdrawn', 'hidden'])
	}),
	v.object({
		type: v.literal('thread-changed'),
		threadId: v.string(),
		commitment: v.nullable(v.number())
	}),
	v.object({ type: v.literal('document-changed'), documentName: v.string() }),
	v.object({ type: v.literal('report-changed'), reportId: v.string() }),
	v.object({ type: v.literal('round-changed'), roundId: v.string() }),
	v.object({ type: v.literal('inbox-changed') }),
	v.object({ type: v.literal('group-changed'), groupId: v.string() }),
	v.object({ type: v.literal('challenge-changed'), challengeId: v.string() }),
	/** To who is not in the room. */
	v.object({ type: v.literal('live-session-changed'), sessionId: v.string() }),
	/** To who is in the room: the parts that have changed since the message before; all, as the first. */
	v.object({
		type: v.literal('live-session'),
		sessionId: v.string(),
		version: v.number(),
		/** Milliseconds since 1970, by the server’s clock. */
		at: v.number(),
		parts: v.custom<Partial<SessionParts>>((value) => typeof value === 'object'),
		/** People whose screens are open now. */
		here: v.optional(v.array(v.string()))
	})
]);
export type LiveServerMessage = v.InferOutput<typeof liveServerMessageSchema>;
