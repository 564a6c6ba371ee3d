// Reports published before there were editions get their first: what the public has read until now. Done at the start.
import { system } from '#server/kernel/actor.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Store } from '#server/storage/store.ts';
import { officialWording, type PublishReport } from './publishing.ts';
import type { LoadReports } from '../report-loading.ts';

/** @returns how many were made. */
export async function makeFirstEditions(deps: {
	store: Store;
	transact: Transact;
	clock: Clock;
	load: LoadReports;
	publish: PublishReport;
}): Promise<number> {
	const { store, transact, clock } = deps;
	const ids = (await store.publications.reportsWithoutEdition()).map(({ id }) => id);
	const loaded = await deps.load(store, await store.rounds.reportsByIds(ids));
	for (const report of loaded) {
		await transact(async (inside, emit) =>
			deps.publish(inside, emit, system, report, {
				number: 1,
				note: null,
				publishedAt: report.row.published_at ?? clock.iso(),
				wording: await officialWording(inside, report.row.round_id),
				standings: []
			})
		);
	}
	return loaded.length;
}
