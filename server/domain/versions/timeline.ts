// Who wrote when: what people wrote within the same hour, with no long pause, is one stretch of writing. Pure.
import type { WritingSlot } from '#server/storage/versions.ts';

export type Stretch = {
	/** Numbers of its first and last update. */
	firstSeq: number;
	lastSeq: number;
	/** ISO-8601, UTC. */
	since: string;
	at: string;
	/** Who wrote, most changes first; null for the workspace itself. */
	authors: (string | null)[];
	changes: number;
};

const slotLength = 10 * 60_000;
/** Ten-minute slots without a word after which a new stretch begins. */
const longPause = 2;

/**
 * Hours begin at full hours (UTC), as the thinning of the log has them, so a stretch keeps its end however much is
 * written after it.
 * @param slots in any order; one person's ten minutes may come in parts. @returns newest first.
 */
export function stretchesOf(slots: readonly WritingSlot[]): Stretch[] {
	const inOrder = [...slots].sort((a, b) => b.last_seq - a.last_seq);
	const groups: WritingSlot[][] = [];
	for (const slot of inOrder) {
		const group = groups.at(-1);
		const next = group?.at(-1);
		if (group !== undefined && next !== undefined && isTogether(slot, next)) group.push(slot);
		else groups.push([slot]);
	}
	return groups.map(toStretch);
}

const startOf = ({ slot }: WritingSlot): number => Date.parse(`${slot}0:00Z`);

function isTogether(earlier: WritingSlot, later: WritingSlot): boolean {
	const pause = (startOf(later) - startOf(earlier)) / slotLength - 1;
	return earlier.slot.slice(0, 13) === later.slot.slice(0, 13) && Math.abs(pause) < longPause;
}

function toStretch(slots: readonly WritingSlot[]): Stretch {
	const changesOf = new Map<string | null, number>();
	for (const { member_id, changes } of slots) {
		changesOf.set(member_id, (changesOf.get(member_id) ?? 0) + changes);
	}
	const times = slots.flatMap(({ first_at, last_at }) => [first_at, last_at]).sort();
	return {
		firstSeq: Math.min(...slots.map(({ first_seq }) => first_seq)),
		lastSeq: Math.max(...slots.map(({ last_seq }) => last_seq)),
		since: times[0] ?? '',
		at: times.at(-1) ?? '',
		authors: [...changesOf].sort((a, b) => b[1] - a[1]).map(([memberId]) => memberId),
		changes: [...changesOf.values()].reduce((sum, each) => sum + each, 0)
	};
}
