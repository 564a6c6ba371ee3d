// An edition: the words of a report as they are published, kept as they are for good. Pure.
import { newId } from '#server/kernel/ids.ts';
import type { EditionRow, EditionSectionRow } from '#server/storage/editions.ts';
import type { ReportText } from './report-text.ts';
import type { TemplateSection } from './template.ts';

/** @param wording the official wording of each commitment, in the pledge's version of the round. */
export function makeEdition(input: {
	reportId: string;
	number: number;
	title: string;
	note: string | null;
	versionId: string | null;
	publishedAt: string;
	template: readonly TemplateSection[];
	wording: ReadonlyMap<number, string>;
	text: ReportText;
}): { row: EditionRow; sections: EditionSectionRow[] } {
	const id = newId();
	return {
		row: {
			id,
			report_id: input.reportId,
			number: input.number,
			title: input.title,
			note: input.note,
			sha256: input.text.sha256,
			version_id: input.versionId,
			published_at: input.publishedAt,
			withdrawn_at: null
		},
		sections: input.text.sections.map((section, position) => {
			const question = input.template.find(({ key }) => key === section.key);
			const commitment = question?.commitment ?? null;
			return {
				edition_id: id,
				key: section.key,
				position,
				title: question?.title ?? section.key,
				commitment,
				wording: commitment === null ? null : (input.wording.get(commitment) ?? null),
				sha256: section.sha256,
				canonical: section.canonical,
				html: section.html,
				text: section.text,
				words: section.words
			};
		})
	};
}
