// What the demonstration has published: each report as it went public, by whom it was signed, and one correction.
import { newId } from '#server/kernel/ids.ts';
import type { DocumentContent } from '#server/domain/collaboration/derive.ts';
import { makeEdition } from '#server/domain/rounds/edition.ts';
import { reportText } from '#server/domain/rounds/report-text.ts';
import type { TemplateSection } from '#server/domain/rounds/template.ts';
import type { Store } from '#server/storage/store.ts';
import type { SectionKey } from '#shared/sections.ts';
import { table, type Block } from './blocks.ts';
import { places, publishedText } from './report-texts.ts';

/** A section that was put right after publication. */
export type Correction = {
	section: SectionKey;
	blocks: Block[];
	/** What everybody is told. */
	note: string;
	/** YYYY-MM-DD */
	on: string;
};

/** A figure of Hackney's second report that had to be put right. */
export const hackneyCorrection: Correction = {
	section: 'commitment-2',
	blocks: [
		...(publishedText(places.hackney, 2)['commitment-2'] ?? []).slice(0, 1),
		table(
			['Service', 'Recorded at first contact'],
			['Community teams', '80 in 100'],
			['Crisis service', '76 in 100'],
			['Out of hours', '52 in 100']
		)
	],
	note: 'The figure for the out-of-hours service is 52 in 100, not 57: one month had been counted twice.',
	on: '2021-12-07'
};

/** When something of a text went public, and the words it had then. */
export type Publication = {
	at: string;
	signedAt: string;
	note: string | null;
	versionId: string;
	/** Number of the newest update in it. */
	seq: number;
	content: DocumentContent;
};

/** The editions of a report, oldest first, each signed by these members. */
export async function addEditions(
	inside: Store,
	report: {
		id: string;
		title: string;
		template: readonly TemplateSection[];
		wording: ReadonlyMap<number, string>;
		signedBy: readonly { organisationId: string; memberId: string }[];
	},
	publications: readonly Publication[]
): Promise<void> {
	const keys = report.template.map(({ key }) => key);
	for (const [index, { at, signedAt, note, versionId, seq, content }] of publications.entries()) {
		const text = reportText(keys, { seq, content }, []);
		const signatures = report.signedBy.map(({ organisationId, memberId }) => ({
			id: newId(),
			report_id: report.id,
			organisation_id: organisationId,
			member_id: memberId,
			on_behalf_of: null,
			signed_in_with: 'password' as const,
			sha256: text.sha256,
			version_id: versionId,
			at: signedAt
		}));
		for (const signature of signatures) await inside.signatures.add(signature, text.sections);
		const edition = makeEdition({
			reportId: report.id,
			number: index + 1,
			title: report.title,
			note,
			versionId,
			publishedAt: at,
			template: report.template,
			wording: report.wording,
			text
		});
		await inside.editions.add(
			edition.row,
			edition.sections,
			signatures.map(({ id }) => id)
		);
	}
}
