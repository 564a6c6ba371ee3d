// What the rest of the house hears after a commit. A closed union: a listener that misses one is a type error.

export type DomainEvent =
	/** Somebody's right to something may have changed: open sockets are checked again. */
	| { type: 'access-changed'; scope: AccessScope }
	/** A login session or token ended: its sockets close with 4401. */
	| { type: 'signed-out'; memberId: string; credentials: readonly string[] }
	| {
			type: 'post-changed';
			threadId: string;
			postId: string;
			number: number;
			change: 'added' | 'edited' | 'withdrawn' | 'hidden';
	  }
	| { type: 'thread-changed'; threadId: string; commitment: number | null }
	| { type: 'report-changed'; reportId: string }
	/** Its dates, who is expected, whether it is open or published. */
	| { type: 'round-changed'; roundId: string }
	/** A note's title, who may see it, what it is about; not its text, of which collaboration tells. */
	| { type: 'note-changed'; noteId: string }
	/** What it is for, who is in it, its actions and decisions. */
	| { type: 'group-changed'; groupId: string }
	| { type: 'challenge-changed'; challengeId: string }
	/** A facilitated session: its plan, or what runs. */
	| { type: 'live-session-changed'; sessionId: string }
	/** Something came into somebody's inbox, or was settled there. */
	| { type: 'inbox-changed'; memberIds: readonly string[] }
	/** What the public reads has changed. */
	| { type: 'record-changed' };

export type AccessScope =
	| { kind: 'member'; memberId: string }
	| { kind: 'document'; documentName: string }
	/** Somebody who came to a facilitated session by a link. */
	| { kind: 'session-guest'; guestId: string };

/** Whether this is about a person, or about a text they have open. */
export const concerns = (
	scope: AccessScope,
	{ personId, documentName }: { personId: string; documentName?: string | undefined }
): boolean => {
	switch (scope.kind) {
		case 'member':
			return scope.memberId === personId;
		case 'session-guest':
			return scope.guestId === personId;
		case 'document':
			return scope.documentName === documentName;
	}
};

export type Events = {
	/** Calls every listener in turn; one that throws is logged and harms no other. */
	emit(event: DomainEvent): void;
	/** Gives the function that stops listening. */
	on(listener: (event: DomainEvent) => void): () => void;
};

/** @param onError told of a listener's failure. */
export function createEvents(onError: (error: unknown) => void): Events {
	const listeners = new Set<(event: DomainEvent) => void>();
	return {
		emit(event) {
			for (const listener of listeners) {
				try {
					listener(event);
				} catch (error) {
					onError(error);
				}
			}
		},
		on(listener) {
			listeners.add(listener);
			return () => listeners.delete(listener);
		}
	};
}
