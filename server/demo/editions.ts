// What the demonstration has published: each report as it went public, by whom it was signed, and one correction.
import { newId } from '#server/kernel/ids.ts';
import type { DocumentContent } from '#server/domain/collaboration/derive.ts';
import { makeEdition } from '#server/domain/rounds/edition.ts';
import { carryForward } from '#server/domain/rounds/sections/promises.ts';
import { reportText } from '#server/domain/rounds/report-text.ts';
import type { TemplateSection } from '#server/domain/rounds/template.ts';
import type { Store } from '#server/storage/store.ts';
import type { SectionKey } from '#shared/sections.ts';
import type { PromiseOutcome } from '#shared/states.ts';
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

type Answer = {
	/** Words that only this promise has. */
	to: string;
	section: SectionKey;
	outcome: PromiseOutcome;
	explanation: string;
};

/** What the reports of the second round say of what those of the first promised. */
const answers: Answer[] = [
	{
		to: 'longer agreements',
		section: 'commitment-3',
		outcome: 'partly',
		explanation: 'The agreements run for a year. Longer ones wait for the rest of the fund.'
	},
	{
		to: 'every invoice',
		section: 'commitment-3',
		outcome: 'not-yet',
		explanation:
			'We began to count in September and will say in our next report how many were late.'
	},
	{
		to: 'out-of-hours',
		section: 'commitment-2',
		outcome: 'not-yet',
		explanation: 'It is still nobody’s task, and the table shows what becomes of it.'
	},
	{ to: 'did not manage', section: 'commitment-7', outcome: 'done', explanation: '' }
];

/** Brings the promises of the round before into this report, and answers them. */
async function answerPromises(
	inside: Store,
	report: { id: string; roundNumber: number; organisationIds: readonly string[] },
	at: string
): Promise<void> {
	await carryForward(inside, report);
	for (const { id, words } of await inside.promises.ofReports([report.id])) {
		const answer = answers.find(({ to }) => words.includes(to));
		if (answer === undefined) throw new Error(`nothing is said of “${words}”`);
		const { outcome, explanation, section } = answer;
		await inside.promises.answer(id, {
			outcome,
			explanation,
			section_key: section,
			answered_by: null,
			answered_at: at
		});
	}
}

/** The editions of a report, oldest first, each signed by these members. */
export async function addEditions(
	inside: Store,
	report: {
		id: string;
		title: string;
		roundNumber: number;
		organisationIds: readonly string[];
		template: readonly TemplateSection[];
		wording: ReadonlyMap<number, string>;
		signedBy: readonly { organisationId: string; memberId: string }[];
	},
	publications: readonly Publication[]
): Promise<void> {
	const keys = report.template.map(({ key }) => key);
	await answerPromises(inside, report, publications[0]?.signedAt ?? '');
	const promises = await inside.promises.ofReports([report.id]);
	for (const [index, { at, signedAt, note, versionId, seq, content }] of publications.entries()) {
		const text = reportText(keys, { seq, content }, promises);
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
