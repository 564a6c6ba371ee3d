// A report is read by everybody on the day it appears: what a page costs the first time, from memory, and when the
// reader has it already.
import { Browsing, type Answer } from '../load/browsing.ts';
import { prepareRound } from '../servers/prepare-round.ts';
import type { Case } from './case.ts';
import { publishNow } from './publish.ts';

export const publicPages: Case = async (bench) => {
	if (bench.candidate.name !== 'ours') return null;
	const { reports, again } = bench.sizes.round;
	const folder = bench.freshFolder();
	const round = await prepareRound(folder, reports);
	const server = await bench.start(folder);
	// It also asks for each page once, as a reader without gzip, for whom pages are kept apart: what is measured below is
	// made by a program that has made pages before.
	const { failures } = await publishNow(server, round);
	await server.settle(1_000);
	const browsing = new Browsing(server.target.port);
	let wrong = 0;

	/** CPU (ms) of an answer, over all of these. */
	async function cost(asked: readonly Parameters<Browsing['ask']>[0][], status: number) {
		const before = server.cpu();
		let last: Answer | undefined;
		for (const each of asked) {
			last = await browsing.ask(each);
			if (last.status !== status) wrong += 1;
		}
		return { each: (server.cpu() - before) / asked.length, last };
	}

	const gzip = { 'accept-encoding': 'gzip' };
	const pages = round.reports.flatMap((path) => [path, `${path}/editions/1`]);
	const first = await cost(
		pages.map((path) => ({ path, headers: gzip })),
		200
	);
	const path = pages[0] ?? '';
	const repeated = (headers: Record<string, string>) =>
		Array.from({ length: again }, () => ({ path, headers: { ...gzip, ...headers } }));
	const kept = await cost(repeated({}), 200);
	const unchanged = await cost(repeated({ 'if-none-match': kept.last?.etag ?? '' }), 304);
	browsing.close();
	if (wrong > 0) failures.push(`${wrong} answers had another status`);
	return {
		figures: { firstMs: first.each, keptMs: kept.each, unchangedMs: unchanged.each },
		failures
	};
};
