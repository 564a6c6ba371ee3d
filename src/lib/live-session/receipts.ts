// What only its author's screen knows of a card without a name: its words, and the receipt with which it can be taken
// back. Kept in this browser, for this session.
type Receipt = { cardId: string; itemId: string; words: string; receipt: string };

const keyOf = (sessionId: string): string => `session-cards/${sessionId}`;

/** The cards without a name that were written on this screen. A browser that keeps nothing has none. */
export function receiptsOf(sessionId: string): Receipt[] {
	try {
		return JSON.parse(localStorage.getItem(keyOf(sessionId)) ?? '[]') as Receipt[];
	} catch {
		return [];
	}
}

function keep(sessionId: string, receipts: readonly Receipt[]): void {
	try {
		localStorage.setItem(keyOf(sessionId), JSON.stringify(receipts));
	} catch {
		// A private window may keep nothing: the card stands all the same, and cannot be taken back.
	}
}

export const keepReceipt = (sessionId: string, receipt: Receipt): void =>
	keep(sessionId, [...receiptsOf(sessionId), receipt]);

export const dropReceipt = (sessionId: string, cardId: string): void =>
	keep(
		sessionId,
		receiptsOf(sessionId).filter((each) => each.cardId !== cardId)
	);

/** A secret that nobody guesses. */
export const newReceipt = (): string => `${crypto.randomUUID()}${crypto.randomUUID()}`;
