// Searching years of discussions and notes: the first results of a member who types, beside a plain LIKE over the posts.
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { openDatabase } from '#server/storage/database.ts';
import { Browsing } from '../load/browsing.ts';
import { percentile } from '../load/statistics.ts';
import { prepareSearch } from '../servers/prepare-search.ts';
import type { Case } from './case.ts';

/** Fewer than what one member may ask in a stretch (server/domain/search/pace.ts). */
const perStretch = 90;
const stretch = 10_500;

export const search: Case = async (bench) => {
	if (bench.candidate.name !== 'ours') return null;
	const { posts, notes, asks } = bench.sizes.search;
	const folder = bench.freshFolder();
	const { token, word } = await prepareSearch(folder, { posts, notes });
	const server = await bench.start(folder);
	const browsing = new Browsing(server.target.port);
	const queries: Record<string, (number: number) => string> = {
		plain: (number) => `q=${word(800 + number)}+${word(60 + number)}+`,
		prefix: (number) => `q=${word(400 + number).slice(0, 5)}`,
		typo: (number) => `q=${mistyped(word(2_000 + number))}`,
		narrowed: (number) => `q=${word(300 + number)}&kind=note&commitment=3`,
		many: (number) => `q=${word(number % 5)}+`
	};
	const figures: Record<string, number> = {};
	const failures: string[] = [];
	const all: number[] = [];
	let asked = 0;
	let stretchEnds = performance.now() + stretch;
	for (const [name, query] of Object.entries(queries)) {
		const times: number[] = [];
		for (let number = 0; number < asks; number++) {
			if (++asked % perStretch === 0) {
				await new Promise((resolve) => setTimeout(resolve, stretchEnds - performance.now()));
				stretchEnds = performance.now() + stretch;
			}
			const began = performance.now();
			const { status } = await browsing.ask({
				path: `/api/v1/search?${query(number)}`,
				headers: { authorization: `Bearer ${token}` }
			});
			times.push(performance.now() - began);
			if (status !== 200) failures.push(`${name} was answered with ${status}`);
		}
		all.push(...times);
		figures[`${name}P95`] = ofSorted(times, 0.95);
	}
	browsing.close();
	figures['p50'] = ofSorted(all, 0.5);
	figures['p95'] = ofSorted(all, 0.95);
	figures['like'] = await plainLike(folder, word);
	return { figures, failures };
};

const ofSorted = (times: readonly number[], share: number): number =>
	percentile(Float64Array.from(times).sort(), share);

/** Two letters that changed places. */
const mistyped = (word: string): string => word.slice(0, 2) + word[3] + word[2] + word.slice(4);

/** What a rare word costs without an index: every post is read. */
async function plainLike(folder: string, word: (rank: number) => string): Promise<number> {
	const { db } = openDatabase({ kind: 'sqlite', file: path.join(folder, 'workspace.sqlite') });
	const times: number[] = [];
	for (let number = 0; number < 5; number++) {
		const began = performance.now();
		await db
			.selectFrom('posts')
			.select('id')
			.where('body', 'like', `%${word(2_000 + number)}zz%`)
			.limit(20)
			.execute();
		times.push(performance.now() - began);
	}
	await db.destroy();
	return ofSorted(times, 0.5);
}
