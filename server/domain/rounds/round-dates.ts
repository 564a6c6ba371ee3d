// Moving the dates of a round: what moved, from when to when and why stays on record, every draft's planned day of
// publication is logged anew, and everyone concerned gets one mail about all of it.
import { DomainError } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { DomainEvent } from '#server/kernel/events.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { QueueMail } from '#server/domain/mail/mail.ts';
import type { RoundRow } from '#server/storage/rounds.ts';
import type { Store } from '#server/storage/store.ts';
import { dateInWords } from '#shared/dates.ts';
import { roundDateFields, type RoundDateField } from '#shared/round-input.ts';
import { roundDateNames } from '#shared/round-words.ts';
import { firstDisorder, type RoundDates } from './round-calendar.ts';

export type DateMove = { field: RoundDateField; from: string; to: string };

const columnOf = {
	opensOn: 'opens_on',
	draftsDueOn: 'drafts_due_on',
	reviewEndsOn: 'review_ends_on',
	signOffDueOn: 'sign_off_due_on',
	publishesAt: 'publishes_at'
} as const satisfies Record<RoundDateField, keyof RoundRow>;

export const datesOf = (row: RoundRow): RoundDates => ({
	opensOn: row.opens_on,
	draftsDueOn: row.drafts_due_on,
	reviewEndsOn: row.review_ends_on,
	signOffDueOn: row.sign_off_due_on,
	publishesAt: row.publishes_at
});

/** @throws DomainError invalid: the dates do not follow each other. */
export function requireOrder(dates: RoundDates): void {
	const disorder = firstDisorder(dates);
	if (disorder === null) return;
	throw new DomainError('invalid', {
		field: disorder.later,
		message: `“${roundDateNames[disorder.later]}” cannot come before “${roundDateNames[disorder.earlier]}”.`
	});
}

export type MoveRoundDates = ReturnType<typeof createMoveRoundDates>;

export function createMoveRoundDates(deps: { mail: QueueMail; audit: RecordAudit; clock: Clock }) {
	async function logPlannedDay(
		inside: Store,
		roundId: string,
		plannedFor: string,
		{ memberId, reason }: { memberId: string | null; reason: string }
	): Promise<void> {
		const drafts = (await inside.rounds.reportsOfRound(roundId)).filter(
			({ state }) => state === 'draft'
		);
		const ids = drafts.map(({ id }) => id);
		const earlier = await inside.intentions.ofReports(ids);
		await inside.intentions.add(
			ids.map((id) => ({
				id: newId(),
				report_id: id,
				intends: earlier.findLast(({ report_id }) => report_id === id)?.intends ?? 1,
				planned_for: plannedFor,
				reason,
				member_id: memberId,
				at: deps.clock.iso()
			}))
		);
	}

	async function tell(
		inside: Store,
		row: RoundRow,
		moves: readonly DateMove[],
		{ id, reason, but }: { id: string; reason: string; but: string | null }
	): Promise<void> {
		const inWords = (field: RoundDateField, at: string): string =>
			dateInWords(at, { year: 'always', time: field === 'publishesAt' });
		const lines = moves.map(
			({ field, from, to }) =>
				`${roundDateNames[field]}: from ${inWords(field, from)} to ${inWords(field, to)}.`
		);
		const [first] = moves;
		const what =
			moves.length === 1 && first !== undefined
				? `“${roundDateNames[first.field]}” moves to ${dateInWords(first.to, { year: 'never' })}`
				: 'dates have moved';
		for (const memberId of await inside.expected.membersConcerned(row.id)) {
			if (memberId === but) continue;
			await deps.mail(inside, {
				memberId,
				kind: 'round-dates',
				key: `round-dates ${id}`,
				subject: `${row.title}: ${what}`,
				text: `${lines.join('\n')}\n\nWhy: ${reason}\n\nAll dates are in UK time.`,
				path: `/reports/rounds/${row.id}`
			});
		}
	}

	/**
	 * Moves dates of a round that is not published, inside the caller's transaction; the caller has asked whether the
	 * actor may.
	 * @returns what moved; nothing when every date stands there already
	 * @throws DomainError invalid (the dates would not follow each other)
	 */
	return async function moveRoundDates(
		inside: Store,
		emit: (event: DomainEvent) => void,
		actor: Actor,
		row: RoundRow,
		{ to, reason }: { to: Partial<RoundDates>; reason: string }
	): Promise<DateMove[]> {
		const dates = datesOf(row);
		const moves = roundDateFields.flatMap((field): DateMove[] => {
			const wanted = to[field];
			if (wanted === undefined || wanted === dates[field]) return [];
			return [{ field, from: dates[field], to: wanted }];
		});
		if (moves.length === 0) return [];
		requireOrder({ ...dates, ...to });
		const memberId = actor.kind === 'member' ? actor.memberId : null;
		const at = deps.clock.iso();
		const id = newId();
		for (const { field, from, to: wanted } of moves) {
			await inside.rounds.setDate(row.id, columnOf[field], wanted);
			await inside.rounds.addDateChange({
				id: newId(),
				round_id: row.id,
				field,
				from_value: from,
				to_value: wanted,
				reason,
				member_id: memberId,
				at
			});
			await deps.audit(inside, actor, {
				action: 'round.move-date',
				target: row.id,
				details: { field, from, to: wanted }
			});
		}
		const publishes = moves.find(({ field }) => field === 'publishesAt');
		if (publishes !== undefined) {
			await logPlannedDay(inside, row.id, publishes.to, { memberId, reason });
		}
		await tell(inside, row, moves, { id, reason, but: memberId });
		emit({ type: 'round-changed', roundId: row.id });
		return moves;
	};
}
