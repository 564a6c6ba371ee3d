// How the rest of the house says that somebody should hear of something. What is kept names the thing and never quotes
// it: titles and words are fetched when a notice is read, through the usual permission check (F5).
import type { Queries } from '#server/storage/store.ts';

export type NoticeKind =
	/** Asks its reader to act: stands under "Needs me". */
	| 'mention'
	| 'reply'
	| 'group-invitation'
	| 'group-request'
	| 'group-review'
	| 'action'
	| 'widening'
	| 'evidence'
	| 'challenge'
	| 'help-offered'
	| 'help-accepted'
	| 'poll'
	/** Tells of something new in what one follows. */
	| 'post'
	| 'thread'
	| 'note'
	| 'outcome'
	| 'decision'
	| 'joined'
	| 'group-answer'
	| 'evidence-answer'
	| 'session'
	| 'session-changed'
	| 'session-cancelled';

/** What a notice is about; its reader's right to see it decides, each time, whether the notice is shown. */
export type NoticeAbout = {
	kind: 'thread' | 'post' | 'note' | 'group' | 'challenge' | 'action' | 'poll' | 'live-session';
	id: string;
};

/**
 * Puts a notice into the inbox of each of these members, in the transaction that gives the reason for it.
 * @param notice.key what makes it one notice: a second one with the same key to the same member takes the place of the
 * first, unread again
 * @param notice.by who caused it; they are told nothing themselves
 * @param notice.path of the page it leads to, within the workspace
 * @param notice.dueOn the day by which it asks for something
 */
export type Notify = (
	inside: Queries,
	notice: {
		memberIds: readonly string[];
		kind: NoticeKind;
		about: NoticeAbout;
		key: string;
		by: string | null;
		path: string;
		dueOn?: string | null;
	}
) => Promise<void>;

/**
 * What was asked is answered: takes the notices with this key out of the inbox, in the transaction that answers.
 * @param settled.memberIds whose; left out: everybody's
 */
export type Settle = (
	inside: Queries,
	settled: { key: string; memberIds?: readonly string[] }
) => Promise<void>;
