// Opening a round: its number, period, dates, questions, and of whom it expects a report. One round at a time: the next
// opens only after the last one's publication day, because a draft, a promise and a reader's "this round" need one answer.
import { DomainError } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import { system, type Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { QueueMail } from '#server/domain/mail/mail.ts';
import type { RoundRow } from '#server/storage/rounds.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { dateInWords, dayOf, ukTime } from '#shared/dates.ts';
import type { OpenRound } from '#shared/round-input.ts';
import { addDays, nextDates, type RoundDates } from './round-calendar.ts';
import { datesOf, requireOrder } from './round-dates.ts';
import { parseTemplate, type TemplateSection } from './template.ts';

export type RoundOpeningDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	mail: QueueMail;
	clock: Clock;
};

/** What a form about the next round begins with. */
export type RoundProposal = {
	number: number;
	title: string;
	/** Null before the first round: there is nothing to begin from. */
	dates: RoundDates | null;
	reportingFrom: string | null;
	reportingTo: string | null;
	signatoryCount: number | null;
	organisationIds: string[];
	questions: TemplateSection[];
};

const titleOf = (number: number): string => `Progress Report No. ${number}`;

export function createRoundOpening(deps: RoundOpeningDeps) {
	const { store, transact, access, audit, mail, clock } = deps;
	const today = (): string => dayOf(clock.iso());

	/** The newest form: the last round's, or before the first round the newest there is. */
	async function newestTemplate(
		inside: Queries,
		last: RoundRow | undefined
	): Promise<{ version: string; questions: TemplateSection[] }> {
		const version = last?.template_version ?? (await inside.rounds.newestTemplateVersion());
		const row = await inside.rounds.template(version);
		return { version, questions: parseTemplate(row?.sections ?? '[]') };
	}

	/** The version of the form with these questions: the last one when nothing differs, otherwise a new one. */
	async function templateFor(
		inside: Queries,
		last: RoundRow | undefined,
		wanted: OpenRound['questions']
	): Promise<string> {
		const { version, questions } = await newestTemplate(inside, last);
		if (wanted === undefined) return version;
		const edited = questions.map((question) => ({
			...question,
			...wanted.find(({ key }) => key === question.key)
		}));
		if (JSON.stringify(edited) === JSON.stringify(questions)) return version;
		const next = String(Number(await inside.rounds.newestTemplateVersion()) + 1);
		await inside.rounds.addTemplate({ version: next, sections: JSON.stringify(edited) });
		return next;
	}

	async function tellThatOpen(inside: Queries, row: RoundRow, but: Actor): Promise<void> {
		const day = (at: string): string => dateInWords(at, { year: 'always' });
		for (const memberId of await inside.expected.membersConcerned(row.id)) {
			if (but.kind === 'member' && but.memberId === memberId) continue;
			await mail(inside, {
				memberId,
				kind: 'round-dates',
				key: `round-open ${row.id}`,
				subject: `${row.title} is open`,
				text: [
					`${row.title} is open: drafts can be started.`,
					[
						`Drafts complete: ${day(row.drafts_due_on)}`,
						`Review ends: ${day(row.review_ends_on)}`,
						`Signatures: ${day(row.sign_off_due_on)}`,
						`Publication day: ${dateInWords(row.publishes_at, { year: 'always', time: true })}`
					].join('\n'),
					'Until publication day a draft is shared only with those who write it. All dates are in UK time.'
				].join('\n\n'),
				path: `/reports/rounds/${row.id}`
			});
		}
	}

	/** These organisations and no others; whoever is new to an open round is told of it.
	 *  @throws DomainError invalid: somebody named is no Pledge Maker of the Alliance. */
	async function expect(
		inside: Queries,
		row: RoundRow,
		organisationIds: readonly string[],
		actor: Actor
	): Promise<void> {
		const ids = [...new Set(organisationIds)];
		const organisations = await inside.rounds.organisationsByIds(ids);
		if (
			organisations.length !== ids.length ||
			organisations.some(({ kind }) => kind !== 'pledge-maker')
		) {
			throw new DomainError('invalid', {
				field: 'organisationIds',
				message: 'Name organisations that are Pledge Makers of the Alliance.'
			});
		}
		await inside.expected.set(row.id, ids);
		if (row.state === 'open') await tellThatOpen(inside, row, actor);
	}

	async function requireTimely(
		last: RoundRow | undefined,
		{ reportingFrom, reportingTo, ...dates }: OpenRound
	): Promise<void> {
		if (reportingFrom > reportingTo) {
			throw new DomainError('invalid', {
				field: 'reportingTo',
				message: 'The period must end after it begins.'
			});
		}
		requireOrder(dates);
		if (dates.publishesAt < clock.iso()) {
			throw new DomainError('invalid', {
				field: 'publishesAt',
				message: 'Publication day cannot lie in the past.'
			});
		}
		if (last !== undefined && dates.opensOn <= dayOf(last.publishes_at)) {
			throw new DomainError('invalid', {
				field: 'opensOn',
				message: `“${last.title}” has its publication day on ${dateInWords(last.publishes_at, { year: 'always' })}. The next round opens after it.`
			});
		}
	}

	return {
		expect,

		/** @throws DomainError not-signed-in, not-allowed */
		async proposal(actor: Actor): Promise<RoundProposal> {
			access.require(actor, 'round.open', { kind: 'alliance' });
			const [last] = await store.rounds.list();
			const { questions } = await newestTemplate(store, last);
			const number = (last?.number ?? 0) + 1;
			const expected = last === undefined ? [] : await store.expected.ofRound(last.id);
			const reportedTo = last?.reporting_to ?? null;
			const dates = last === undefined ? null : nextDates(datesOf(last), today());
			return {
				number,
				title: titleOf(number),
				dates,
				reportingFrom: reportedTo === null ? null : addDays(reportedTo, 1),
				reportingTo: dates === null ? null : addDays(dates.opensOn, -1),
				signatoryCount: last?.signatory_count ?? null,
				organisationIds: expected.map(({ id }) => id),
				questions
			};
		},

		/** @returns the id of the new round */
		open: (actor: Actor, input: OpenRound): Promise<string> =>
			transact(async (inside, emit) => {
				access.require(actor, 'round.open', { kind: 'alliance' });
				const [last] = await inside.rounds.list();
				await requireTimely(last, input);
				const isOpen =
					input.opensOn <= today() && (last === undefined || last.state === 'published');
				const number = (last?.number ?? 0) + 1;
				const pledges = await inside.pledge.versions();
				const inForce = pledges.findLast(({ effective_on }) => effective_on <= input.opensOn);
				const pledge = inForce ?? pledges[0];
				if (pledge === undefined) throw new Error('there is no version of the pledge');
				const row: RoundRow = {
					id: newId(),
					number,
					title: input.title ?? titleOf(number),
					state: isOpen ? 'open' : 'planned',
					template_version: await templateFor(inside, last, input.questions),
					pledge_version: pledge.version,
					reporting_from: input.reportingFrom,
					reporting_to: input.reportingTo,
					opens_on: input.opensOn,
					drafts_due_on: input.draftsDueOn,
					review_ends_on: input.reviewEndsOn,
					sign_off_due_on: input.signOffDueOn,
					publishes_at: input.publishesAt,
					signatory_count: input.signatoryCount,
					reported_count: null
				};
				await inside.rounds.add(row);
				const before = last === undefined ? [] : await inside.expected.ofRound(last.id);
				await expect(inside, row, input.organisationIds ?? before.map(({ id }) => id), actor);
				await audit(inside, actor, {
					action: 'round.open',
					target: row.id,
					details: { number, opensOn: row.opens_on, publishesAt: row.publishes_at }
				});
				emit({ type: 'round-changed', roundId: row.id });
				return row.id;
			}),

		openDue: (): Promise<void> =>
			transact(async (inside, emit) => {
				const rounds = await inside.rounds.list();
				const due = rounds.findLast(
					({ state, opens_on }) => state === 'planned' && opens_on <= today()
				);
				if (due === undefined || rounds.some(({ state }) => state === 'open')) return;
				await inside.rounds.setState(due.id, 'open');
				await tellThatOpen(inside, { ...due, state: 'open' }, system);
				await audit(inside, system, { action: 'round.opened', target: due.id });
				emit({ type: 'round-changed', roundId: due.id });
			}),

		async nextOpening(): Promise<string | null> {
			const rounds = await store.rounds.list();
			const planned = rounds.findLast(({ state }) => state === 'planned');
			if (planned === undefined || rounds.some(({ state }) => state === 'open')) return null;
			return ukTime(planned.opens_on, '00:00');
		}
	};
}
