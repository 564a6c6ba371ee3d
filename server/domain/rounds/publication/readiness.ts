// Reports made ready to be judged: text and findings first, outside any transaction, then what decides besides them.
// However many reports there are, the number of queries is the same.
import type { Log } from '#server/kernel/log.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import { findingsIn, type Finding } from './findings.ts';
import { judge, type Facts, type Judgement } from './holding-back.ts';
import { leadsTo, type PublicRecord } from './own-pages.ts';
import type { LoadedReport, LoadReports } from '../report-loading.ts';

export type Prepared = {
	row: ReportWithRound;
	/** Null: its text cannot be read. */
	loaded: LoadedReport | null;
	findings: Finding[];
};

export type ReadinessDeps = {
	store: Store;
	load: LoadReports;
	log: Log;
	/** The address in people's browsers. */
	origin: string;
};

export type Readiness = ReturnType<typeof createReadiness>;

export function createReadiness({ store, load, log, origin }: ReadinessDeps) {
	/** One whose text cannot be read is not in the way of the others. */
	async function loadEach(
		rows: readonly ReportWithRound[]
	): Promise<{ row: ReportWithRound; loaded: LoadedReport | null }[]> {
		try {
			const loaded = await load(store, rows);
			return loaded.map((each) => ({ row: each.row, loaded: each }));
		} catch {
			return Promise.all(
				rows.map(async (row) => {
					try {
						const [loaded = null] = await load(store, [row]);
						return { row, loaded };
					} catch (error) {
						log.error({ err: error, reportId: row.id }, 'a report could not be read');
						return { row, loaded: null };
					}
				})
			);
		}
	}

	/** The public record as it will be when the rounds of these reports are published. */
	async function recordWith(rows: readonly ReportWithRound[]): Promise<PublicRecord> {
		const [rounds, reports, organisations] = await Promise.all([
			store.rounds.list(),
			store.publications.publicReports(),
			store.rounds.organisations()
		]);
		const published = rounds.filter(({ state }) => state === 'published');
		return {
			rounds: new Set([
				...published.map(({ number }) => number),
				...rows.map(({ round_number }) => round_number)
			]),
			reports: new Set([
				...reports.map(({ number, slug }) => `${number}/${slug}`),
				...rows.map(({ round_number, slug }) => `${round_number}/${slug}`)
			]),
			organisations: new Set(organisations.flatMap(({ slug }) => slug ?? []))
		};
	}

	return {
		/** With text and findings. Not within a transaction. */
		async prepare(rows: readonly ReportWithRound[]): Promise<Prepared[]> {
			if (rows.length === 0) return [];
			const [loaded, record] = await Promise.all([loadEach(rows), recordWith(rows)]);
			const links = { origin, leadsTo: (path: string) => leadsTo(path, record) };
			return loaded.map((each) => ({
				...each,
				findings: (each.loaded?.text.sections ?? []).flatMap((section) =>
					findingsIn(section, links)
				)
			}));
		},

		/** @param inside the store, or that of the transaction that is about to act on the answer. */
		async judgeAll(
			inside: Queries,
			prepared: readonly Prepared[]
		): Promise<(Prepared & Judgement)[]> {
			const facts = await factsOf(
				inside,
				prepared.map(({ row }) => row.id)
			);
			return prepared.map((each) => ({
				...each,
				...(each.loaded === null ? unreadable : judge(each.loaded, each.findings, facts))
			}));
		}
	};
}

const unreadable: Judgement = {
	standings: [],
	holdsBack: [
		{
			id: 'unreadable',
			kind: 'unreadable',
			section: null,
			message:
				'The text cannot be read. Nothing is lost; whoever runs the workspace has been told.',
			mayBeAccepted: false
		}
	]
};

async function factsOf(inside: Queries, reportIds: readonly string[]): Promise<Facts> {
	const signatures = await inside.signatures.ofReports(reportIds);
	return {
		signatures,
		signatureSections: await inside.signatures.sectionsOf(signatures.map(({ id }) => id)),
		remarks: await inside.remarks.openOf(reportIds),
		acceptances: await inside.publications.acceptances(reportIds),
		intentions: await inside.intentions.ofReports(reportIds)
	};
}
