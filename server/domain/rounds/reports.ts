// Progress reports: who writes which, their ten sections, and the draft as its writers see it.
import { notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Store } from '#server/storage/store.ts';
import type { StartReport } from '#shared/report-input.ts';
import type { PublishedReports } from './published-reports.ts';
import { reportAsHtml, reportAsText } from './report-export.ts';
import type { LoadedReport, LoadReports, ReportOrganisation } from './report-loading.ts';
import { createReportStart, type ReportStartDeps } from './report-start.ts';
import { viewOf, type Report, type ReportSection } from './report-view.ts';
import type { Round, Rounds } from './rounds.ts';

export type DraftSection = ReportSection & {
	html: string;
	text: string;
	instruction: string;
	/** The official wording, in the version of the pledge this round answers. */
	wording: string | null;
	/** What the same organisations published in this section last. */
	previous: { roundNumber: number; title: string; html: string; url: string } | null;
};

export type Draft = Omit<Report, 'sections'> & { round: Round; sections: DraftSection[] };

/** What a report says, whether that is what stands there now or what was published. */
export type ReportContent = {
	id: string;
	title: string;
	roundNumber: number;
	isSample: boolean;
	organisations: ReportOrganisation[];
	sections: {
		key: string;
		title: string;
		commitment: number | null;
		wording: string | null;
		html: string;
		text: string;
		words: number;
	}[];
};

export type ReportsDeps = ReportStartDeps & {
	store: Store;
	access: Access;
	rounds: Rounds;
	published: PublishedReports;
	load: LoadReports;
};

export type Reports = ReturnType<typeof createReports>;

export function createReports(deps: ReportsDeps) {
	const { store, access, rounds, published, load } = deps;
	const startDraft = createReportStart(deps);

	/** Those of the rows the actor may see. */
	async function seenOf(
		actor: Actor,
		rows: readonly ReportWithRound[]
	): Promise<{ loaded: LoadedReport; report: Report }[]> {
		const [all, hashes] = await Promise.all([
			load(store, rows),
			published.hashes(rows.filter(({ state }) => state === 'published').map(({ id }) => id))
		]);
		return all
			.filter(({ target }) => access.can(actor, 'report.see', target))
			.map((loaded) => ({
				loaded,
				report: viewOf(access, actor, loaded, hashes.get(loaded.row.id))
			}));
	}

	async function seen(
		actor: Actor,
		row: ReportWithRound | undefined
	): Promise<{ loaded: LoadedReport; report: Report }> {
		const [found] = row === undefined ? [] : await seenOf(actor, [row]);
		if (found === undefined) throw notFound();
		return found;
	}

	async function previousSections(report: Report): Promise<Map<string, DraftSection['previous']>> {
		const row = await store.rounds.previousReport(
			report.roundNumber,
			report.organisations.map((organisation) => organisation.id)
		);
		const [edition] = row === undefined ? [] : await store.editions.ofReports([row.id]);
		if (row === undefined || edition === undefined) return new Map();
		return new Map(
			(await store.editions.sectionsOf([edition.id]))
				.filter(({ html }) => html !== '')
				.map(({ key, title, html }) => [
					key,
					{
						roundNumber: row.round_number,
						title,
						html,
						url: `/rounds/${row.round_number}/reports/${row.slug}#${key}`
					}
				])
		);
	}

	async function wordingOf(roundId: string): Promise<Map<number, string>> {
		const [round, commitments] = await Promise.all([
			store.rounds.byId(roundId),
			store.pledge.commitments()
		]);
		return new Map(
			commitments
				.filter(({ version }) => version === round?.pledge_version)
				.map(({ number, wording }) => [number, wording])
		);
	}

	async function draftOf(
		actor: Actor,
		{ loaded, report }: { loaded: LoadedReport; report: Report }
	): Promise<Draft> {
		const [round, wording, previous] = await Promise.all([
			rounds.byId(actor, report.roundId),
			wordingOf(report.roundId),
			previousSections(report)
		]);
		return {
			...report,
			round,
			sections: report.sections.map((section) => {
				const now = loaded.text.sections.find(({ key }) => key === section.key);
				const question = loaded.template.find(({ key }) => key === section.key);
				return {
					...section,
					html: now?.html ?? '',
					text: now?.text ?? '',
					instruction: question?.instruction ?? '',
					wording: section.commitment === null ? null : (wording.get(section.commitment) ?? null),
					previous: previous.get(section.key) ?? null
				};
			})
		};
	}

	return {
		asHtml: reportAsHtml,
		asText: reportAsText,

		/** Reports of a round that the actor may see, by title. @throws DomainError not-found */
		async listForRound(actor: Actor, roundId: string): Promise<Report[]> {
			const round = await rounds.byId(actor, roundId);
			const found = await seenOf(actor, await store.rounds.reportsOfRound(round.id));
			return found.map(({ report }) => report);
		},

		/** One report without its text. @throws DomainError not-found */
		async byId(actor: Actor, id: string): Promise<Report> {
			return (await seen(actor, await store.rounds.report(id))).report;
		},

		/** A report with the text of each section as it stands now, for its own people. @throws DomainError not-found */
		async draft(actor: Actor, id: string): Promise<Draft> {
			const found = await seen(actor, await store.rounds.report(id));
			if (!access.can(actor, 'report.read', found.loaded.target)) throw notFound();
			return draftOf(actor, found);
		},

		/** What a report says: to its own people as it stands now, to everybody else as published. @throws DomainError not-found */
		async content(actor: Actor, id: string): Promise<ReportContent> {
			const found = await seen(actor, await store.rounds.report(id));
			const { roundNumber, slug } = found.report;
			return access.can(actor, 'report.read', found.loaded.target)
				? draftOf(actor, found)
				: { ...(await published.byAddress(actor, roundNumber, slug)), roundNumber };
		},

		/** Organisations expected in this round and named by no report of it that the actor may see, by name. A draft of others does
		 *  not show by their absence here either. @throws DomainError not-found */
		async notYetReported(actor: Actor, roundId: string): Promise<ReportOrganisation[]> {
			const round = await rounds.byId(actor, roundId);
			const visible = await seenOf(actor, await store.rounds.reportsOfRound(round.id));
			const named = new Set(
				visible
					.filter(({ report }) => round.state !== 'published' || report.state === 'published')
					.flatMap(({ report }) => report.organisations.map(({ id }) => id))
			);
			return (await store.expected.ofRound(round.id))
				.filter(({ id }) => !named.has(id))
				.map(({ id, name, short_name }) => ({ id, name, shortName: short_name }));
		},

		/** Organisations for which the actor may start a draft in this round, by name. */
		async mayStartFor(actor: Actor, roundId: string): Promise<ReportOrganisation[]> {
			const round = await rounds.byId(actor, roundId);
			return (await store.rounds.organisations())
				.filter(
					({ kind, id }) =>
						kind === 'pledge-maker' &&
						access.can(actor, 'report.start', {
							kind: 'new-report',
							roundState: round.state,
							organisationIds: [id]
						})
				)
				.map(({ id, name, short_name }) => ({ id, name, shortName: short_name }));
		},

		/** Starts a draft. @throws DomainError not-found, not-signed-in, not-allowed, invalid, conflict (the same
		 *  organisations already have a report in this round) */
		async start(actor: Actor, roundId: string, input: StartReport): Promise<Report> {
			const id = await startDraft(actor, roundId, input);
			return (await seen(actor, await store.rounds.report(id))).report;
		}
	};
}
