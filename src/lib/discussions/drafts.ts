// Words typed into a post box and not posted yet, kept on this device under the member's id: a colleague at the same
// computer is never shown them, and signing out removes them all.

const prefix = 'alliance-post-draft';

const keyOf = (memberId: string, place: string): string => `${prefix}:${memberId}:${place}`;

/** Private windows and full disks refuse; a draft is a kindness, not a promise. */
function attempt<T>(work: () => T, otherwise: T): T {
	try {
		return work();
	} catch {
		return otherwise;
	}
}

/** @param place what the words are for: a thread, a post being edited, a commitment's new thread. */
export const readDraft = (memberId: string, place: string): string =>
	attempt(() => localStorage.getItem(keyOf(memberId, place)) ?? '', '');

/** Keeps the words, or forgets the draft when there are none. */
export function writeDraft(memberId: string, place: string, words: string): void {
	attempt(() => {
		if (words === '') localStorage.removeItem(keyOf(memberId, place));
		else localStorage.setItem(keyOf(memberId, place), words);
	}, undefined);
}

const allKeys = (): string[] =>
	attempt(() => Object.keys(localStorage).filter((key) => key.startsWith(`${prefix}:`)), []);

/** Whether this device holds words that were not posted, of anybody. Ask before signing out. */
export const hasDrafts = (): boolean => allKeys().length > 0;

/** Removes every draft. Call it when somebody signs out. */
export function clearDrafts(): void {
	for (const key of allKeys()) localStorage.removeItem(key);
}
