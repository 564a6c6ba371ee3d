// One writes, many read: what another reader costs.
import { Crowd } from '../load/crowd.ts';
import type { Case } from './case.ts';
import { measureTyping, verify } from './measure.ts';

const lettersPerSecond = 20;

export const fanOut: Case = async (bench) => {
	const { readers, seconds } = bench.sizes.fanOut;
	const figures: Record<string, number> = {};
	const failures: string[] = [];
	for (const count of readers) {
		const folder = bench.freshFolder();
		const server = await bench.start(folder);
		const crowd = new Crowd(server.target, { rooms: 1, people: count + 1, witnesses: 1 });
		await crowd.enter();
		await crowd.type({ rate: lettersPerSecond, seconds: 1.5, writers: 1 });
		const typed = await measureTyping(server, crowd, {
			rate: lettersPerSecond,
			seconds,
			writers: 1
		});
		figures[`cpu${count}`] = typed.cpuMicros;
		figures[`p50${count}`] = typed.p50;
		figures[`p99${count}`] = typed.p99;
		failures.push(...(await verify(bench, server, folder, crowd)));
		crowd.leave();
		await server.kill();
	}
	return { figures, failures };
};
