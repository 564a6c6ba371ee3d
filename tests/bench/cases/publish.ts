// Publication day: all reports of a round appear in one transaction, while two people type in another room.
import { Bystanders } from '../load/bystanders.ts';
import { Browsing } from '../load/browsing.ts';
import { delay } from '../load/waiting.ts';
import { prepareRound, type PreparedRound } from '../servers/prepare-round.ts';
import type { RunningServer } from '../servers/running.ts';
import type { Case } from './case.ts';

/** Longer (ms) is no publication. */
const patience = 60_000;

export const publish: Case = async (bench) => {
	if (bench.candidate.name !== 'ours') return null;
	const folder = bench.freshFolder();
	const round = await prepareRound(folder, bench.sizes.round.reports);
	const server = await bench.start(folder);
	const bystanders = await Bystanders.enter(server.target);
	await bystanders.begin(50);
	const { seconds, failures } = await publishNow(server, round);
	const { latencies, missing } = await bystanders.end();
	if (missing > 0) failures.push(`${missing} letters did not reach the bystanders`);
	return { figures: { seconds, bystanderMs: latencies.max }, failures };
};

/** Sets the minute to now, and waits until everybody can read what was signed. */
export async function publishNow(
	server: RunningServer,
	{ roundId, token, reports }: PreparedRound
): Promise<{ seconds: number; failures: string[] }> {
	const browsing = new Browsing(server.target.port);
	const began = performance.now();
	const answer = await browsing.ask({
		path: `/api/v1/rounds/${roundId}/publication`,
		method: 'POST',
		headers: { authorization: `Bearer ${token}` },
		body: { at: new Date().toISOString() }
	});
	if (answer.status !== 200) throw new Error(`the minute was not set: ${answer.body}`);
	while ((await browsing.ask({ path: `/api/v1/rounds/${roundId}` })).status !== 200) {
		if (performance.now() - began > patience) throw new Error('the round was not published');
		await delay(20);
	}
	const seconds = (performance.now() - began) / 1000;
	const failures: string[] = [];
	for (const path of reports) {
		const { status } = await browsing.ask({ path });
		if (status !== 200) failures.push(`${path} is not there: ${status}`);
	}
	browsing.close();
	return { seconds, failures };
}
