// How often one member may ask, so that a program that forgot to stop slows down nobody else.
import type { Clock } from '#server/kernel/clock.ts';
import { DomainError } from '#server/kernel/errors.ts';

/** Somebody who types fast asks five times a second; a stretch (ms) lets through twice that. */
const stretch = 10_000;
const asksInStretch = 100;
/** Members remembered at once. */
const mostKnown = 10_000;

/** @returns counts one ask. @throws DomainError too-often */
export function createPace(clock: Clock): (memberId: string) => void {
	const known = new Map<string, { asks: number; endsAt: number }>();
	return (memberId) => {
		const now = clock.now();
		const own = known.get(memberId);
		if (own === undefined || own.endsAt <= now) {
			known.delete(memberId);
			known.set(memberId, { asks: 1, endsAt: now + stretch });
			const oldest = known.keys().next();
			if (known.size > mostKnown && !oldest.done) known.delete(oldest.value);
			return;
		}
		own.asks += 1;
		if (own.asks > asksInStretch) {
			throw new DomainError('too-often', {
				retryAfter: Math.ceil((own.endsAt - now) / 1000),
				message: 'Too many searches in a few seconds. Wait a moment and search again.'
			});
		}
	};
}
