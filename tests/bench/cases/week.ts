// A week's pace: a hundred rooms of five, everybody typing two letters a second.
import { Crowd } from '../load/crowd.ts';
import type { Case } from './case.ts';
import { measureTyping, verify } from './measure.ts';

const lettersPerSecond = 2;

export const week: Case = async (bench) => {
	const { rooms, people, seconds } = bench.sizes.week;
	const folder = bench.freshFolder();
	const server = await bench.start(folder);
	const crowd = new Crowd(server.target, { rooms, people, witnesses: 5 });
	await crowd.enter();
	const typed = await measureTyping(server, crowd, { rate: lettersPerSecond, seconds });
	return {
		figures: {
			cpu: typed.cpuMicros,
			p50: typed.p50,
			p99: typed.p99,
			longest: typed.max,
			framesPerEdit: typed.framesPerEdit,
			residentMB: server.residentMB()
		},
		failures: await verify(bench, server, folder, crowd)
	};
};
