// Percentiles of what was measured, and the median of several runs.

export type Latencies = { p50: number; p99: number; max: number };

/** @param share 0 to 1. @returns NaN when there is nothing. */
export function percentile(sorted: ArrayLike<number>, share: number): number {
	const index = Math.min(sorted.length - 1, Math.floor(share * sorted.length));
	return sorted[index] ?? NaN;
}

export function latencies(milliseconds: readonly number[]): Latencies {
	const sorted = Float64Array.from(milliseconds).sort();
	return {
		p50: percentile(sorted, 0.5),
		p99: percentile(sorted, 0.99),
		max: percentile(sorted, 1)
	};
}

export function median(values: readonly number[]): number {
	const sorted = Float64Array.from(values).sort();
	const middle = sorted.length >> 1;
	const upper = sorted[middle] ?? NaN;
	return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? NaN) + upper) / 2;
}
