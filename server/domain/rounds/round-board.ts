// The board of a round: each report the actor may follow, its ten sections, its signatures and what would hold it back;
// then the organisations without one. States and counts, never words. Whoever may not follow a draft cannot tell it from
// one that was never begun. However many reports there are, the number of queries is the same.
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Store } from '#server/storage/store.ts';
import type { ReportState, SectionState } from '#shared/states.ts';
import {
	isHeldBack,
	type HoldingKind,
	type HoldsBack,
	type Judgement
} from './publication/holding-back.ts';
import type { Prepared, Readiness } from './publication/readiness.ts';
import { reportTarget, type ReportOrganisation } from './report-loading.ts';
import { viewOf } from './report-view.ts';
import type { Round, Rounds } from './rounds.ts';
import { voidedKeys } from './sign-off/standing.ts';

export type BoardSection = {
	key: string;
	state: SectionState;
	/** Every organisation of the report has signed exactly these words. */
	isSigned: boolean;
};

export type BoardSignature = {
	organisation: ReportOrganisation;
	state: 'signed' | 'voided' | 'not-signed';
	/** Keys of the sections whose words have changed since it was given. */
	changed: string[];
};

/** One reason, however often it applies. */
export type BoardHolding = {
	kind: HoldingKind;
	/** Key of the section; null: the whole report. */
	section: string | null;
	message: string;
	count: number;
};

export type BoardReport = {
	id: string;
	title: string;
	state: ReportState;
	isSample: boolean;
	organisations: ReportOrganisation[];
	/** In page order; empty when the text cannot be read. */
	sections: BoardSection[];
	signatures: BoardSignature[];
	holdsBack: BoardHolding[];
	/** Whether the actor reads it, and has a page to go to. */
	mayRead: boolean;
};

export type Board = {
	round: Round;
	/** What each column is called, in page order. */
	columns: { key: string; title: string; commitment: number | null }[];
	/** By title. */
	reports: BoardReport[];
	/** Expected, and named by no report that the actor may know of; by name. */
	withoutReport: ReportOrganisation[];
	/** The actor follows every report, so that an organisation without one has none. */
	isWhole: boolean;
};

export type RoundBoardDeps = {
	store: Store;
	access: Access;
	rounds: Rounds;
	readiness: Readiness;
};

export function createRoundBoard({ store, access, rounds, readiness }: RoundBoardDeps) {
	/** Organisations of these reports, and what the policy decides on, by report. */
	async function namedBy(rows: readonly ReportWithRound[]) {
		const organisations = await store.rounds.organisationsOf(rows.map(({ id }) => id));
		return (row: ReportWithRound) => {
			const named = organisations
				.filter(({ report_id }) => report_id === row.id)
				.map(({ id, name, short_name }) => ({ id, name, shortName: short_name }));
			const target = reportTarget(
				row,
				named.map(({ id }) => id)
			);
			return {
				named,
				mayFollow: (actor: Actor) => access.can(actor, 'report.follow', target)
			};
		};
	}

	return {
		/** Where the reports with these ids or documents belong, and who may be told that they have changed. */
		async following(by: 'id' | 'document', values: readonly string[]) {
			const rows = await (by === 'id'
				? store.rounds.reportsByIds(values)
				: store.rounds.reportsByDocuments(values));
			const of = await namedBy(rows);
			return rows.map((row) => ({
				roundId: row.round_id,
				mayFollow: of(row).mayFollow
			}));
		},

		/** @throws DomainError not-found */
		async ofRound(actor: Actor, roundId: string): Promise<Board> {
			const [round, questions, expected, rows] = await Promise.all([
				rounds.byId(actor, roundId),
				rounds.questions(actor, roundId),
				rounds.expected(actor, roundId),
				store.rounds.reportsOfRound(roundId)
			]);
			const of = await namedBy(rows);
			const followed = rows.filter((row) => of(row).mayFollow(actor));
			const judged = await readiness.judgeAll(store, await readiness.prepare(followed));
			const reports = judged.map((each) => onBoard(access, actor, each, of(each.row).named));
			const named = new Set(
				rows
					.filter((row) => row.state === 'published' || followed.includes(row))
					.flatMap((row) => of(row).named.map(({ id }) => id))
			);
			return {
				round,
				columns: questions.map(({ key, title, commitment }) => ({ key, title, commitment })),
				reports: reports.sort((a, b) => a.title.localeCompare(b.title, 'en-GB')),
				withoutReport: expected.filter(({ id }) => !named.has(id)),
				isWhole: access.can(actor, 'round.expect', { kind: 'round', state: round.state })
			};
		}
	};
}

function onBoard(
	access: Access,
	actor: Actor,
	{ row, loaded, standings, holdsBack }: Prepared & Judgement,
	organisations: ReportOrganisation[]
): BoardReport {
	const view = loaded === null ? null : viewOf(access, actor, loaded);
	return {
		id: row.id,
		title: row.title,
		state: row.state,
		isSample: row.is_sample === 1,
		organisations,
		sections: (view?.sections ?? []).map(({ key, state }) => ({
			key,
			state,
			isSigned:
				standings.length > 0 &&
				standings.every(({ signature }) =>
					signature?.sections.some((each) => each.key === key && each.standing === 'valid')
				)
		})),
		signatures: standings.map((standing) => ({
			organisation: standing.organisation,
			state: standing.state,
			changed: voidedKeys(standing)
		})),
		holdsBack: row.state === 'published' ? [] : reasons(holdsBack),
		mayRead: view?.abilities.read ?? false
	};
}

/** What is not accepted, with what is the same said once. */
function reasons(holdsBack: readonly HoldsBack[]): BoardHolding[] {
	const found = new Map<string, BoardHolding>();
	for (const holding of holdsBack) {
		if (!isHeldBack([holding])) continue;
		const { kind, section, message } = holding;
		const key = JSON.stringify([kind, section, message]);
		found.set(key, { kind, section, message, count: (found.get(key)?.count ?? 0) + 1 });
	}
	return [...found.values()];
}
