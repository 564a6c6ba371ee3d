// The most it can take: the pace rises until edits come late, then the limit is narrowed down.
import { Crowd } from '../load/crowd.ts';
import type { Case } from './case.ts';
import { measureTyping, verify } from './measure.ts';

/** Letters that take longer (ms) than this have stopped feeling like the same conversation. */
const slowest = 250;
const mostSteps = 16;

export const sat: Case = async (bench) => {
	const { rooms, people, stepSeconds, firstRate, factor, within } = bench.sizes.sat;
	const folder = bench.freshFolder();
	const server = await bench.start(folder);
	const crowd = new Crowd(server.target, { rooms, people });
	await crowd.enter();
	await crowd.type({ rate: 2, seconds: 2 });

	const best = { perSecond: 0, cpu: NaN, p99: NaN, loadBusy: NaN };
	let held = 0;
	let failed = Infinity;
	let rate = firstRate;
	for (let step = 0; step < mostSteps && failed / held > within; step++) {
		const typed = await measureTyping(server, crowd, {
			rate,
			seconds: stepSeconds,
			patience: 2_500
		});
		const isHeld = typed.keptPace && typed.delivered >= typed.expected && typed.p99 <= slowest;
		if (isHeld) {
			held = rate;
			if (typed.deliveredPerSecond > best.perSecond) {
				Object.assign(best, {
					perSecond: typed.deliveredPerSecond,
					cpu: typed.cpuMicros,
					p99: typed.p99,
					loadBusy: typed.loadBusy
				});
			}
		} else {
			failed = rate;
			// What has piled up must not count against the next step.
			await crowd.missing();
		}
		rate = failed === Infinity ? rate * factor : Math.sqrt(failed * Math.max(held, failed / 4));
	}
	return {
		figures: { ...best, residentMB: server.residentMB() },
		failures: await verify(bench, server, folder, crowd)
	};
};
