// Time turned by hand: timers fire when the test says so, in the order they were due.
import { manualClock, type ManualClock } from './domain.ts';
import type { Timers } from '#server/domain/collaboration/timers.ts';

export type ManualTimers = Timers & {
	clock: ManualClock;
	/** Moves the clock, firing what becomes due, and lets promises settle in between. */
	advance(milliseconds: number): Promise<void>;
	/** Runs what was put off to the end of the turn, until nothing is left. */
	settle(): Promise<void>;
};

/** Lets every promise that can settle do so: a memory store answers within a few turns. */
const promises = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

export function manualTimers(): ManualTimers {
	const clock = manualClock();
	const due = new Set<{ at: number; work: () => void }>();
	let soon: (() => void)[] = [];

	async function settle(): Promise<void> {
		do {
			const now = soon;
			soon = [];
			for (const work of now) work();
			await promises();
		} while (soon.length > 0);
	}

	return {
		clock,
		settle,
		after(milliseconds, work) {
			const timer = { at: clock.now() + milliseconds, work };
			due.add(timer);
			return () => due.delete(timer);
		},
		soon: (work) => void soon.push(work),
		async advance(milliseconds) {
			const until = clock.now() + milliseconds;
			await settle();
			for (;;) {
				const next = [...due].sort((a, b) => a.at - b.at).find((timer) => timer.at <= until);
				if (next === undefined) break;
				due.delete(next);
				clock.advance(Math.max(0, next.at - clock.now()));
				next.work();
				await settle();
			}
			clock.advance(until - clock.now());
		}
	};
}
