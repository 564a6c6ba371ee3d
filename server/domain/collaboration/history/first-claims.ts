// Which row of the log was the first to claim an edit, as its writer or as its remover: per client, ranges of clocks
// that never overlap. Later claims to what is claimed already count for nothing, as in Yjs itself.

type Claim = { start: number; end: number; row: number };

/** Part of a range with one answer; `row` is null where nobody has claimed it. */
type Claimed = { start: number; end: number; row: number | null };

export class FirstClaims {
	readonly #claims = new Map<number, Claim[]>();

	/** Gives to `row` what of `start` … `end` nobody has claimed. */
	add(client: number, start: number, end: number, row: number): void {
		let claims = this.#claims.get(client);
		if (claims === undefined) this.#claims.set(client, (claims = []));
		const last = claims.at(-1);
		// Writing goes on at the end: nothing to look for.
		if (last === undefined || last.end <= start) {
			if (last?.end === start && last.row === row) last.end = end;
			else if (start < end) claims.push({ start, end, row });
			return;
		}
		for (const part of this.split(client, start, end)) {
			if (part.row !== null) continue;
			const index = firstEndingAfter(claims, part.start);
			claims.splice(index, 0, { start: part.start, end: part.end, row });
		}
	}

	/** The range in parts, each claimed by one row or by none, in order. */
	split(client: number, start: number, end: number): Claimed[] {
		const claims = this.#claims.get(client) ?? [];
		const parts: Claimed[] = [];
		let at = start;
		for (let index = firstEndingAfter(claims, start); at < end; index++) {
			const claim = claims[index];
			if (claim === undefined || claim.start >= end) {
				parts.push({ start: at, end, row: null });
				break;
			}
			if (claim.start > at) parts.push({ start: at, end: claim.start, row: null });
			const from = Math.max(at, claim.start);
			at = Math.min(end, claim.end);
			parts.push({ start: from, end: at, row: claim.row });
		}
		return parts;
	}
}

function firstEndingAfter(claims: readonly Claim[], clock: number): number {
	let low = 0;
	let high = claims.length;
	while (low < high) {
		const middle = (low + high) >> 1;
		if ((claims[middle] as Claim).end > clock) high = middle;
		else low = middle + 1;
	}
	return low;
}
