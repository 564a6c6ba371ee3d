// Work on the drafts of the open round: what was agreed, what is asked, and what came of the promises of the round
// before. Leeds has one promise left to answer, Hackney none, Greater Manchester all.
import { newId } from '#server/kernel/ids.ts';
import type { DocumentContent } from '#server/domain/collaboration/derive.ts';
import { carryForward } from '#server/domain/rounds/sections/promises.ts';
import { reportText } from '#server/domain/rounds/report-text.ts';
import type { Store } from '#server/storage/store.ts';
import type { SectionKey } from '#shared/sections.ts';
import type { PromiseOutcome } from '#shared/states.ts';
import type { PersonKey } from './people.ts';

type Answer = {
	/** Words that only this promise has. */
	to: string;
	section: SectionKey;
	outcome: PromiseOutcome;
	explanation: string;
};

type Work = {
	/** In the report's title. */
	report: string;
	answeredBy?: PersonKey;
	answers: Answer[];
	reviewers?: Partial<Record<SectionKey, PersonKey>>;
	remarks?: { section: SectionKey; by: PersonKey; body: string; hoursAgo: number }[];
};

const work: Work[] = [
	{
		report: 'Leeds',
		answeredBy: 'leedsDrafter',
		answers: [
			{
				to: 'longer agreements',
				section: 'commitment-3',
				outcome: 'done',
				explanation: 'Fifteen organisations hold an agreement for two years.'
			},
			{
				to: 'every invoice',
				section: 'commitment-3',
				outcome: 'partly',
				explanation:
					'We paid 41 of 46 within thirty days. Smaller payments no longer need a purchase order, so that this does not happen again.'
			},
			{
				to: 'out-of-hours',
				section: 'commitment-2',
				outcome: 'not-yet',
				explanation: 'The rota was agreed in October and starts in January.'
			}
		],
		reviewers: { 'commitment-1': 'leedsLead', 'commitment-5': 'councilLead' },
		remarks: [
			{
				section: 'commitment-2',
				by: 'leedsLead',
				body: 'Please say what we do about the out-of-hours service, and by when. That is what we will be asked.',
				hoursAgo: 20
			}
		]
	},
	{
		report: 'Hackney',
		answeredBy: 'hackneyDrafter',
		answers: [
			{
				to: 'longer agreements',
				section: 'commitment-3',
				outcome: 'done',
				explanation: 'Twelve organisations hold one.'
			},
			{
				to: 'every invoice',
				section: 'commitment-3',
				outcome: 'done',
				explanation: 'Half of each agreement is now paid before the work begins.'
			},
			{
				to: 'out-of-hours',
				section: 'commitment-2',
				outcome: 'not-yet',
				explanation:
					'It waits for the shared record, which is agreed in principle and not yet built.'
			},
			{ to: 'did not manage', section: 'commitment-2', outcome: 'done', explanation: '' }
		]
	},
	{ report: 'Greater Manchester', answers: [] }
];

/** Comes after the drafts and the editions of the round before. */
export async function seedSectionWork(
	inside: Store,
	memberIds: Readonly<Record<PersonKey, string>>,
	now: number,
	contentOf: (updates: readonly Uint8Array[]) => DocumentContent
): Promise<void> {
	const round = (await inside.rounds.list()).find(({ state }) => state === 'open');
	if (round === undefined) throw new Error('the demonstration has no open round');
	const reports = await inside.rounds.reportsOfRound(round.id);
	for (const { report: title, answers, answeredBy, reviewers = {}, remarks = [] } of work) {
		const report = reports.find((each) => each.title.includes(title));
		if (report === undefined) throw new Error(`the demonstration has no draft of ${title}`);
		const organisations = await inside.rounds.organisationsOf([report.id]);
		await carryForward(inside, {
			id: report.id,
			roundNumber: round.number,
			organisationIds: organisations.map(({ id }) => id)
		});
		const promises = await inside.promises.ofReports([report.id]);
		for (const { to, section, outcome, explanation } of answers) {
			const promise = promises.find(({ words }) => words.includes(to));
			if (promise === undefined) throw new Error(`nobody promised “${to}”`);
			await inside.promises.answer(promise.id, {
				outcome,
				explanation,
				section_key: section,
				answered_by: answeredBy === undefined ? null : memberIds[answeredBy],
				answered_at: new Date(now).toISOString()
			});
		}
		for (const [key, person] of Object.entries(reviewers)) {
			await inside.rounds.setSection(report.id, key, { reviewer_id: memberIds[person] });
		}
		for (const { section, by, body, hoursAgo } of remarks) {
			await inside.remarks.add({
				id: newId(),
				report_id: report.id,
				section_key: section,
				kind: 'changes-asked',
				organisation_id: null,
				author_id: memberIds[by],
				body,
				created_at: new Date(now - hoursAgo * 3_600_000).toISOString(),
				resolved_at: null,
				resolved_by: null
			});
		}
		await bindAgreement(inside, report, contentOf);
	}
}

/** What is agreed is agreed as it reads now. */
async function bindAgreement(
	inside: Store,
	report: { id: string; document_name: string },
	contentOf: (updates: readonly Uint8Array[]) => DocumentContent
): Promise<void> {
	const updates = await inside.documents.updatesAfter(report.document_name, 0);
	const sections = await inside.rounds.sectionsOf([report.id]);
	const text = reportText(
		sections.map(({ key }) => key),
		{ seq: updates.length, content: contentOf(updates.map(({ bytes }) => bytes)) },
		await inside.promises.ofReports([report.id])
	);
	for (const { key, sha256 } of text.sections) {
		const isAgreed = sections.some((section) => section.key === key && section.state === 'agreed');
		if (isAgreed) await inside.rounds.setSection(report.id, key, { agreed_sha256: sha256 });
	}
}
