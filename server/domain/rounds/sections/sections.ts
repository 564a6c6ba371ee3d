// The ten sections of a report as work: who writes which until when, who reviews it, and how far it has come.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { ReportTarget } from '#server/domain/access/targets.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { QueueMail } from '#server/domain/mail/mail.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import type { AskForChanges, ChangeSection } from '#shared/section-input.ts';
import { reportTarget, type LoadedReport, type LoadReports } from '../report-loading.ts';
import { viewOf, type ReportSection } from '../report-view.ts';
import { createSectionMail } from './section-mail.ts';
import { isReviewMove, moved, type SectionMove } from './section-state.ts';

export type SectionsDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
	mail: QueueMail;
	load: LoadReports;
};

/** Somebody who can be given a part in a report. */
export type Colleague = {
	id: string;
	name: string;
	organisation: string;
	mayWrite: boolean;
	isLead: boolean;
};

export type Sections = ReturnType<typeof createSections>;

export function createSections(deps: SectionsDeps) {
	const { store, transact, access, audit, clock, load } = deps;
	const tell = createSectionMail(deps);

	/** A report whose words the actor may read. @throws DomainError not-found */
	async function readable(actor: Actor, reportId: string): Promise<LoadedReport> {
		const row = await store.rounds.report(reportId);
		const [loaded] = row === undefined ? [] : await load(store, [row]);
		if (loaded === undefined || !access.can(actor, 'report.read', loaded.target)) throw notFound();
		return loaded;
	}

	const sectionOf = (actor: Actor, loaded: LoadedReport, key: string): ReportSection => {
		const section = viewOf(access, actor, loaded).sections.find((each) => each.key === key);
		if (section === undefined) throw notFound();
		return section;
	};

	/** Those with a seat in its organisations, by name; one who sits in several is named once. */
	async function colleaguesOf(inside: Queries, loaded: LoadedReport): Promise<Colleague[]> {
		const seats = await inside.accounts.peopleOf(loaded.organisations.map(({ id }) => id));
		const colleagues = new Map<string, Colleague>();
		for (const { id, name, role, organisation_name } of seats) {
			const known = colleagues.get(id);
			colleagues.set(id, {
				id,
				name,
				organisation: known?.organisation ?? organisation_name,
				mayWrite: known?.mayWrite === true || role !== 'reader',
				isLead: known?.isLead === true || role === 'lead'
			});
		}
		return [...colleagues.values()];
	}

	/** @throws DomainError invalid: who was named has no such part in this report. */
	function requireColleagues(colleagues: readonly Colleague[], input: ChangeSection): void {
		const owner = colleagues.find(({ id }) => id === input.ownerId);
		if (typeof input.ownerId === 'string' && owner?.mayWrite !== true) {
			throw new DomainError('invalid', {
				field: 'ownerId',
				message: 'Name somebody who writes for an organisation of this report.'
			});
		}
		const isKnown = colleagues.some(({ id }) => id === input.reviewerId);
		if (typeof input.reviewerId === 'string' && !isKnown) {
			throw new DomainError('invalid', {
				field: 'reviewerId',
				message: 'Name somebody of an organisation of this report.'
			});
		}
	}

	function requireRights(
		actor: Actor,
		target: ReportTarget,
		section: ReportSection,
		{ state, ownerId, dueAt, reviewerId }: ChangeSection
	): void {
		const isAssigning = [ownerId, dueAt, reviewerId].some((each) => each !== undefined);
		const isWriting = state !== undefined && !isReviewMove(state);
		if (isAssigning || isWriting) access.require(actor, 'report.write', target);
		if (state !== undefined && isReviewMove(state)) {
			access.require(actor, 'section.review', {
				...target,
				kind: 'section',
				reviewerId: section.reviewerId
			});
		}
	}

	/** Changes asked are kept with their reason; who agrees has nothing more to ask. */
	async function settleOrAsk(
		inside: Queries,
		actor: Actor,
		{ row, remarks }: LoadedReport,
		section: ReportSection,
		{
			state,
			reason,
			remarkId
		}: { state: SectionMove; reason: string | undefined; remarkId: string }
	): Promise<void> {
		const memberId = actor.kind === 'member' ? actor.memberId : null;
		if (state === 'agreed') {
			const own = remarks.filter(
				({ section_key, kind, author_id }) =>
					section_key === section.key && kind === 'changes-asked' && author_id === memberId
			);
			for (const { id } of own) await inside.remarks.resolve(id, { memberId, at: clock.iso() });
		}
		if (state !== 'changes-asked' || reason === undefined || memberId === null) return;
		await inside.remarks.add({
			id: remarkId,
			report_id: row.id,
			section_key: section.key,
			kind: 'changes-asked',
			organisation_id: null,
			author_id: memberId,
			body: reason,
			created_at: clock.iso(),
			resolved_at: null,
			resolved_by: null
		});
	}

	async function apply(
		actor: Actor,
		reportId: string,
		key: string,
		input: ChangeSection & { remarkId: string }
	): Promise<void> {
		const loaded = await readable(actor, reportId);
		const section = sectionOf(actor, loaded, key);
		const { state, reason, ownerId, dueAt, reviewerId, remarkId } = input;
		await transact(async (inside, emit) => {
			// The words may change meanwhile: what is agreed is bound to those that were read. The report may not.
			const row = await inside.rounds.report(reportId);
			if (row === undefined) throw notFound();
			requireRights(actor, reportTarget(row, loaded.target.organisationIds), section, input);
			const colleagues = await colleaguesOf(inside, loaded);
			requireColleagues(colleagues, input);
			const change = {
				...(state === undefined ? {} : moved(state, section)),
				...(ownerId === undefined ? {} : { owner_id: ownerId }),
				...(dueAt === undefined ? {} : { due_on: dueAt }),
				...(reviewerId === undefined ? {} : { reviewer_id: reviewerId })
			};
			if (Object.keys(change).length === 0) return;
			await inside.rounds.setSection(reportId, key, change);
			if (state !== undefined) {
				await settleOrAsk(inside, actor, loaded, section, { state, reason, remarkId });
			}
			await audit(inside, actor, {
				action: 'section.change',
				target: reportId,
				details: { section: key, ...change }
			});
			await tell(inside, actor, { loaded, section, colleagues, input });
			emit({ type: 'report-changed', reportId });
		});
	}

	return {
		/** Who can own or review a section of this report, by name. @throws DomainError not-found */
		async colleagues(actor: Actor, reportId: string): Promise<Colleague[]> {
			return colleaguesOf(store, await readable(actor, reportId));
		},

		/** Keys of the sections the actor may agree or send back. @throws DomainError not-found */
		async mayReview(actor: Actor, reportId: string): Promise<string[]> {
			const { target, sections } = await readable(actor, reportId);
			return sections
				.filter(({ reviewer_id }) =>
					access.can(actor, 'section.review', {
						...target,
						kind: 'section',
						reviewerId: reviewer_id
					})
				)
				.map(({ key }) => key);
		},

		/** Says how far a section is, or who does what in it until when; answers the section. @throws DomainError
		 *  not-found, not-allowed, invalid, conflict (nothing is written yet) */
		async change(
			actor: Actor,
			reportId: string,
			key: string,
			input: ChangeSection
		): Promise<ReportSection> {
			await apply(actor, reportId, key, { ...input, remarkId: newId() });
			return sectionOf(actor, await readable(actor, reportId), key);
		},

		/** Asks for changes in a section; answers the id of the remark that says which. @throws DomainError not-found,
		 *  not-allowed */
		async ask(
			actor: Actor,
			reportId: string,
			{ sectionKey, body }: AskForChanges
		): Promise<string> {
			const remarkId = newId();
			await apply(actor, reportId, sectionKey, { state: 'changes-asked', reason: body, remarkId });
			return remarkId;
		}
	};
}
