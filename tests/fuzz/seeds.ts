// What the seeded fuzz runs with: seeds that ever failed, then fresh ones. FUZZ_SEED tries one, FUZZ_RUNS so many
// fresh ones.
import { readFileSync } from 'node:fs';
import path from 'node:path';

const { FUZZ_SEED, FUZZ_RUNS } = process.env;

/** Whether a single seed was asked for: then what the fuzz has done in all says nothing. */
export const isSingleRun = FUZZ_SEED !== undefined;

/** @param regressions file in regressions/ with the seeds that failed once */
export function seedsFor(regressions: string, freshRuns: number): number[] {
	if (FUZZ_SEED !== undefined) return [Number(FUZZ_SEED)];
	const file = path.join(import.meta.dirname, 'regressions', regressions);
	const kept = JSON.parse(readFileSync(file, 'utf8')) as number[];
	const first = Math.floor(Math.random() * 2 ** 31);
	const runs = Number(FUZZ_RUNS ?? freshRuns);
	return [...kept, ...Array.from({ length: runs }, (_, index) => first + index)];
}

/** mulberry32: short, and the same everywhere. @returns a function that gives a whole number below another */
export function randomFrom(seed: number): (below: number) => number {
	let state = seed >>> 0;
	return (below) => {
		state = (state + 0x6d2b79f5) >>> 0;
		let mixed = Math.imul(state ^ (state >>> 15), state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
	};
}
