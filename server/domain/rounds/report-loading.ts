// Reports with all that decides on them: organisations, questions, sections, promises and the text as it stands on the
// disk. However many are asked for, the number of queries is the same.
import type { ReportTarget } from '#server/domain/access/targets.ts';
import type { TextAt } from '#server/domain/collaboration/derive.ts';
import type { PromiseRow } from '#server/storage/promises.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Queries } from '#server/storage/store.ts';
import { reportText, type ReportText } from './report-text.ts';
import { parseTemplate, type TemplateSection } from './template.ts';

export type ReportOrganisation = { id: string; name: string; shortName: string };

export type LoadedReport = {
	row: ReportWithRound;
	/** What the policy decides on. */
	target: ReportTarget;
	organisations: ReportOrganisation[];
	template: TemplateSection[];
	sections: Awaited<ReturnType<Queries['rounds']['sectionsOf']>>;
	promises: PromiseRow[];
	/** Those that nobody has settled. */
	remarks: Awaited<ReturnType<Queries['remarks']['openOf']>>;
	text: ReportText;
};

export type LoadReports = ReturnType<typeof createReportLoading>;

export function createReportLoading(deps: {
	/** Texts of documents as they are on the disk; read outside any transaction. */
	texts(documentNames: readonly string[]): Promise<(documentName: string) => TextAt>;
}) {
	/** @param store the whole one, not that of an open transaction. */
	return async function loadReports(
		store: Queries,
		rows: readonly ReportWithRound[]
	): Promise<LoadedReport[]> {
		if (rows.length === 0) return [];
		const ids = rows.map(({ id }) => id);
		const [organisations, sections, promises, remarks, templates, textOf] = await Promise.all([
			store.rounds.organisationsOf(ids),
			store.rounds.sectionsOf(ids),
			store.promises.ofReports(ids),
			store.remarks.openOf(ids),
			store.rounds.templates([...new Set(rows.map((row) => row.template_version))]),
			deps.texts(rows.map(({ document_name }) => document_name))
		]);
		const questions = new Map(
			templates.map(({ version, sections: stored }) => [version, parseTemplate(stored)])
		);
		return rows.map((row) => {
			const own = organisations
				.filter(({ report_id }) => report_id === row.id)
				.map(({ id, name, short_name }) => ({ id, name, shortName: short_name }));
			const template = questions.get(row.template_version) ?? [];
			const ownPromises = promises.filter(({ report_id }) => report_id === row.id);
			return {
				row,
				target: reportTarget(
					row,
					own.map(({ id }) => id)
				),
				organisations: own,
				template,
				sections: sections.filter(({ report_id }) => report_id === row.id),
				promises: ownPromises,
				remarks: remarks.filter(({ report_id }) => report_id === row.id),
				text: reportText(
					template.map(({ key }) => key),
					textOf(row.document_name),
					ownPromises
				)
			};
		});
	};
}

export const reportTarget = (
	row: ReportWithRound,
	organisationIds: readonly string[]
): ReportTarget => ({
	kind: 'report',
	state: row.state,
	roundState: row.round_state,
	isCorrecting: row.correcting_since !== null,
	organisationIds
});

/** Whether the text is still what was loaded: asked inside the transaction that is about to bind something to it. */
export async function isStillThis(inside: Queries, loaded: LoadedReport): Promise<boolean> {
	const { row, template, text } = loaded;
	const lasts = await inside.documents.lastSeqs([row.document_name]);
	if ((lasts.get(row.document_name) ?? 0) !== text.seq) return false;
	const promises = await inside.promises.ofReports([row.id]);
	const answers = (rows: readonly PromiseRow[]): string =>
		JSON.stringify(
			rows.map(({ section_key, words, outcome, explanation }) => [
				section_key,
				words,
				outcome,
				explanation
			])
		);
	const isSameForm = template.length === text.sections.length;
	return isSameForm && answers(promises) === answers(loaded.promises);
}
