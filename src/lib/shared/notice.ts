// What the server tells everybody in a document at once: message 102 of the collaboration socket, as JSON.
import * as v from 'valibot';

/** Somebody has removed most of a section in one change (C80). The text before it is kept as a version. */
const clearedNoticeSchema = v.object({
	kind: v.literal('cleared'),
	/** `section:commitment-3`, or `body`. */
	field: v.string(),
	/** Who did it; null for the workspace itself. */
	memberId: v.nullable(v.string()),
	name: v.string(),
	/** ISO-8601, UTC. */
	at: v.string(),
	/** The version that holds the text as it stood before. */
	versionId: v.string(),
	/** How many words went. */
	words: v.number()
});

export const noticeSchema = v.variant('kind', [clearedNoticeSchema]);

export type Notice = v.InferOutput<typeof noticeSchema>;

/** A notice as it came; null when it is of a kind this page does not know. */
export function readNotice(text: string): Notice | null {
	try {
		return v.parse(noticeSchema, JSON.parse(text));
	} catch {
		return null;
	}
}
