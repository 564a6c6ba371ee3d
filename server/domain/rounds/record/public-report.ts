// A published report with all that a reader can hold it against: who signed it, what was promised before and what came
// of what it promised, its other editions, and its canonical texts.
import { notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Store } from '#server/storage/store.ts';
import type { Answer } from '../fingerprint.ts';
import type { PublishedReport, PublishedReports } from '../published-reports.ts';
import { publishedAnswers } from './answers.ts';
import type { Catalogue, PublishedEntry, RecordOrganisation } from './catalogue.ts';

export type PublicSignature = {
	organisation: string;
	member: string;
	/** The lead for whom a deputy signed. */
	deputyFor: string | null;
	at: string;
};

/** A report of another round, as a link says it. */
export type OtherReport = { title: string; roundNumber: number; address: string };

export type AnswerHere = Answer & {
	/** The report that made the promise, as long as it is on the record. */
	promisedIn: OtherReport | null;
};

export type AnswerLater = Answer & { answeredIn: OtherReport; sectionKey: string };

export type PublicReport = Omit<PublishedReport, 'organisations'> & {
	organisations: RecordOrganisation[];
	address: string;
	signatures: PublicSignature[];
	/** By key of the section in which they stand. */
	answers: ReadonlyMap<string, AnswerHere[]>;
	/** What later reports say of the Next Steps of this one. */
	answeredLater: AnswerLater[];
	/** Of the rounds just before and after in which the same organisations reported. */
	before: OtherReport[];
	after: OtherReport[];
	/** Sections that read differently in the edition before this one. */
	changed: { key: string; title: string; commitment: number | null }[];
};

export type PublicReportDeps = { store: Store; published: PublishedReports; catalogue: Catalogue };

export const toOther = ({ title, roundNumber, address }: PublishedEntry): OtherReport => ({
	title,
	roundNumber,
	address
});

export const sharesOrganisation = (
	one: { organisations: readonly { id: string }[] },
	other: { organisations: readonly { id: string }[] }
): boolean =>
	one.organisations.some(({ id }) => other.organisations.some((each) => each.id === id));

export function createPublicReport({ store, published, catalogue }: PublicReportDeps) {
	async function signaturesOf(editionId: string): Promise<PublicSignature[]> {
		return (await store.editions.signaturesOf([editionId])).map((row) => ({
			organisation: row.organisation_name,
			member: row.member_name,
			deputyFor: row.lead_name,
			at: row.at
		}));
	}

	async function answersHere(
		reportId: string,
		sections: PublishedReport['sections'],
		entries: readonly PublishedEntry[]
	): Promise<Map<string, AnswerHere[]>> {
		const promises = await store.promises.ofReports([reportId]);
		return new Map(
			sections.map(({ key, canonical }) => [
				key,
				publishedAnswers(canonical).map((answer) => {
					const from = promises.find(({ words }) => words === answer.promise)?.from_report_id;
					const entry = entries.find((each) => each.reportId === from);
					return { ...answer, promisedIn: entry === undefined ? null : toOther(entry) };
				})
			])
		);
	}

	async function answersLater(
		reportId: string,
		entries: readonly PublishedEntry[]
	): Promise<AnswerLater[]> {
		const promises = await store.record.promisesFrom(reportId);
		const answering = entries.filter((entry) =>
			promises.some(({ report_id }) => report_id === entry.reportId)
		);
		const sections = await store.editions.sectionsOf(answering.map(({ editionId }) => editionId));
		const given = answering.flatMap((entry) =>
			sections
				.filter(({ edition_id }) => edition_id === entry.editionId)
				.flatMap(({ key, canonical }) =>
					publishedAnswers(canonical).map((answer) => ({
						...answer,
						reportId: entry.reportId,
						answeredIn: toOther(entry),
						sectionKey: key
					}))
				)
		);
		return promises.flatMap(({ words, report_id }) => {
			const found = given.find(
				(answer) => answer.promise === words && answer.reportId === report_id
			);
			if (found === undefined) return [];
			const { promise, outcome, explanation, answeredIn, sectionKey } = found;
			return [{ promise, outcome, explanation, answeredIn, sectionKey }];
		});
	}

	async function changedSince(
		report: PublishedReport,
		editionIds: ReadonlyMap<number, string>
	): Promise<PublicReport['changed']> {
		const before = editionIds.get(report.edition.number - 1);
		if (before === undefined) return [];
		const hashes = await store.editions.hashesOf([before]);
		return report.sections
			.filter(({ key, sha256 }) => hashes.find((earlier) => earlier.key === key)?.sha256 !== sha256)
			.map(({ key, title, commitment }) => ({ key, title, commitment }));
	}

	return {
		/** @param number of the edition; left out: the newest. @throws DomainError not-found */
		async byAddress(
			actor: Actor,
			roundNumber: number,
			slug: string,
			number?: number
		): Promise<PublicReport> {
			const report = await published.byAddress(actor, roundNumber, slug, number);
			const entries = await catalogue(actor, report.id);
			const entry = entries.find((each) => each.reportId === report.id);
			if (entry === undefined) throw notFound();
			const editionIds = new Map(
				(await store.editions.ofReports([report.id])).map((row) => [row.number, row.id])
			);
			const others = entries.filter((each) => each.roundNumber !== roundNumber);
			const rounds = others.map((each) => each.roundNumber);
			const lastRound = Math.max(...rounds.filter((each) => each < roundNumber));
			const nextRound = Math.min(...rounds.filter((each) => each > roundNumber));
			const [signatures, answers, answeredLater, changed] = await Promise.all([
				signaturesOf(editionIds.get(report.edition.number) ?? ''),
				answersHere(report.id, report.sections, entries),
				answersLater(report.id, entries),
				changedSince(report, editionIds)
			]);
			return {
				...report,
				organisations: entry.organisations,
				address: entry.address,
				signatures,
				answers,
				answeredLater,
				before: others.filter((each) => each.roundNumber === lastRound).map(toOther),
				after: others.filter((each) => each.roundNumber === nextRound).map(toOther),
				changed
			};
		}
	};
}
