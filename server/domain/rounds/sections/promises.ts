// "You said, you did": the Next Steps of the last published report come back as promises, and each is answered in the
// new one. An answer is part of the section in which it stands, and is signed and published with it.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import type { AnswerPromise } from '#shared/section-input.ts';
import type { PromiseOutcome } from '#shared/states.ts';
import { promisesIn } from './promises-in.ts';
import { reportTarget } from '../report-loading.ts';

export type CarriedPromise = {
	id: string;
	/** As it was published. */
	words: string;
	from: { roundNumber: number; title: string; url: string };
	/** The section in which the answer stands. */
	sectionKey: string;
	outcome: PromiseOutcome | null;
	explanation: string;
	answered: { at: string; by: string | null } | null;
};

export type PromisesDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
};

/** Where a promise waits until its team moves it to the commitment it belongs to. */
const nextSteps = 'next-steps';

export type Promises = ReturnType<typeof createPromises>;

/** Takes over what the newest published report of each organisation promised; in the transaction that starts a draft. */
export async function carryForward(
	inside: Queries,
	draft: { id: string; roundNumber: number; organisationIds: readonly string[] }
): Promise<void> {
	const earlier = await inside.rounds.publishedBefore(draft.roundNumber, draft.organisationIds);
	const newest = draft.organisationIds.flatMap(
		(id) => earlier.find(({ organisation_id }) => organisation_id === id)?.id ?? []
	);
	const editions = await inside.editions.ofReports([...new Set(newest)]);
	const current = [...new Set(newest)].flatMap(
		(id) => editions.find(({ report_id }) => report_id === id) ?? []
	);
	const sections = await inside.editions.sectionsOf(current.map(({ id }) => id));
	const rows = current.flatMap((edition) => {
		const said = sections.find(
			({ edition_id, key }) => edition_id === edition.id && key === nextSteps
		);
		return promisesIn(said?.canonical ?? '{"content":[]}').map((words, position) => ({
			id: newId(),
			report_id: draft.id,
			from_report_id: edition.report_id,
			from_edition_id: edition.id,
			position,
			words,
			section_key: nextSteps,
			outcome: null,
			explanation: '',
			answered_by: null,
			answered_at: null
		}));
	});
	await inside.promises.add(rows);
}

/** What was not done needs to be explained, and an explanation says of what. */
function requireReason({ outcome, explanation }: AnswerPromise): void {
	if (outcome === null && explanation !== '') {
		throw new DomainError('invalid', { field: 'outcome', message: 'Choose what came of it.' });
	}
	if (outcome === null || outcome === 'done' || explanation !== '') return;
	throw new DomainError('invalid', {
		field: 'explanation',
		message: 'Say why, in words that can stand in the published report.'
	});
}

export function createPromises({ store, transact, access, audit, clock }: PromisesDeps) {
	async function targetOf(inside: Queries, reportId: string) {
		const report = await inside.rounds.report(reportId);
		const organisations = await inside.rounds.organisationsOf([reportId]);
		if (report === undefined) throw notFound();
		return reportTarget(
			report,
			organisations.map(({ id }) => id)
		);
	}

	async function ofReport(actor: Actor, reportId: string): Promise<CarriedPromise[]> {
		if (!access.can(actor, 'report.read', await targetOf(store, reportId))) throw notFound();
		return (await store.promises.withOrigin([reportId])).map((row) => ({
			id: row.id,
			words: row.words,
			from: {
				roundNumber: row.from_round,
				title: row.from_title,
				url:
					`/rounds/${row.from_round}/reports/${row.from_slug}` +
					(row.from_edition === null ? '' : `/editions/${row.from_edition}`) +
					`#${nextSteps}`
			},
			sectionKey: row.section_key,
			outcome: row.outcome,
			explanation: row.explanation,
			answered: row.answered_at === null ? null : { at: row.answered_at, by: row.answerer_name }
		}));
	}

	return {
		/** What this report has to answer, for its own people, in the order in which it was promised.
		 *  @throws DomainError not-found */
		ofReport,

		/** Says what came of a promise; a later answer takes its place. @throws DomainError not-found, not-allowed,
		 *  invalid (a reason is missing, or stands alone) */
		async answer(actor: Actor, id: string, input: AnswerPromise): Promise<CarriedPromise> {
			const { report_id: reportId } = await transact(async (inside, emit) => {
				const row = await inside.promises.byId(id);
				if (row === undefined) throw notFound();
				const target = await targetOf(inside, row.report_id);
				if (!access.can(actor, 'report.read', target)) throw notFound();
				access.require(actor, 'report.write', target);
				const isAnswered = input.outcome !== null;
				requireReason(input);
				const sectionKey = input.sectionKey ?? row.section_key;
				await inside.promises.answer(id, {
					outcome: input.outcome,
					explanation: input.explanation,
					section_key: sectionKey,
					answered_by: isAnswered && actor.kind === 'member' ? actor.memberId : null,
					answered_at: isAnswered ? clock.iso() : null
				});
				await audit(inside, actor, {
					action: 'promise.answer',
					target: row.report_id,
					details: { promise: id, outcome: input.outcome, section: sectionKey }
				});
				emit({ type: 'report-changed', reportId: row.report_id });
				return row;
			});
			const answered = (await ofReport(actor, reportId)).find((each) => each.id === id);
			if (answered === undefined) throw notFound();
			return answered;
		}
	};
}
