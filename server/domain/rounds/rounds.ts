// Rounds: twice a year ("biannual", every six months) the Pledge Makers account for their work, all on one day.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { RoundRow } from '#server/storage/rounds.ts';
import type { Store } from '#server/storage/store.ts';
import type { RoundState } from '#shared/states.ts';
import type { RoundDateField } from '#shared/report-input.ts';
import { firstDisorder } from './round-calendar.ts';

export type Round = {
	id: string;
	number: number;
	title: string;
	state: RoundState;
	opensOn: string;
	draftsDueOn: string;
	reviewEndsOn: string;
	signOffDueOn: string;
	publishesAt: string;
	/** "28 of 33": how many signatories the published reports cover, of how many. */
	coverage: { reported: number; signatories: number };
	dateChanges: { field: RoundDateField; from: string; to: string; reason: string; at: string }[];
};

export type RoundsDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
};

const columnOf = {
	draftsDueOn: 'drafts_due_on',
	reviewEndsOn: 'review_ends_on',
	signOffDueOn: 'sign_off_due_on',
	publishesAt: 'publishes_at'
} as const satisfies Record<RoundDateField, keyof RoundRow>;

export type Rounds = ReturnType<typeof createRounds>;

export function createRounds({ store, transact, access, audit, clock }: RoundsDeps) {
	async function toRound(row: RoundRow): Promise<Round> {
		const changes = await store.rounds.dateChanges(row.id);
		return {
			id: row.id,
			number: row.number,
			title: row.title,
			state: row.state,
			opensOn: row.opens_on,
			draftsDueOn: row.drafts_due_on,
			reviewEndsOn: row.review_ends_on,
			signOffDueOn: row.sign_off_due_on,
			publishesAt: row.publishes_at,
			coverage: {
				reported: row.reported_count ?? (await store.rounds.reportedCount(row.id)),
				signatories: row.signatory_count
			},
			dateChanges: changes.map((change) => ({
				field: change.field as RoundDateField,
				from: change.from_value,
				to: change.to_value,
				reason: change.reason,
				at: change.at
			}))
		};
	}

	const maySee = (actor: Actor, row: RoundRow): boolean =>
		access.can(actor, 'round.see', { kind: 'round', state: row.state });

	async function visible(actor: Actor, row: RoundRow | undefined): Promise<Round> {
		if (row === undefined || !maySee(actor, row)) throw notFound();
		return toRound(row);
	}

	return {
		/** Rounds the actor may see, newest first: everyone the published ones, members the open one too. */
		async list(actor: Actor): Promise<Round[]> {
			const rows = (await store.rounds.list()).filter((row) => maySee(actor, row));
			return Promise.all(rows.map(toRound));
		},

		/** @throws DomainError not-found */
		async byNumber(actor: Actor, number: number): Promise<Round> {
			return visible(actor, await store.rounds.byNumber(number));
		},

		/** @throws DomainError not-found */
		async byId(actor: Actor, id: string): Promise<Round> {
			return visible(actor, await store.rounds.byId(id));
		},

		/** Moves a date of a round that is not published, keeping what moved and why for everyone to see.
		 *  @throws DomainError not-found, not-signed-in, not-allowed, invalid (order of dates), conflict (published) */
		async moveDate(
			actor: Actor,
			input: { roundId: string; field: RoundDateField; to: string; reason: string }
		): Promise<Round> {
			await transact(async (inside) => {
				const row = await inside.rounds.byId(input.roundId);
				if (row === undefined || !maySee(actor, row)) throw notFound();
				access.require(actor, 'round.move-date', { kind: 'round', state: row.state });
				if (row.state === 'published') {
					throw new DomainError('conflict', {
						message: 'This round is published; its dates stand.'
					});
				}
				const dates = {
					draftsDueOn: row.drafts_due_on,
					reviewEndsOn: row.review_ends_on,
					signOffDueOn: row.sign_off_due_on,
					publishesAt: row.publishes_at
				};
				const from = dates[input.field];
				const disorder = firstDisorder({ ...dates, [input.field]: input.to });
				if (disorder !== null) {
					throw new DomainError('invalid', {
						field: 'to',
						message:
							'Drafts, review, sign-off and publication must follow each other in this order.'
					});
				}
				await inside.rounds.setDate(row.id, columnOf[input.field], input.to);
				await inside.rounds.addDateChange({
					id: newId(),
					round_id: row.id,
					field: input.field,
					from_value: from,
					to_value: input.to,
					reason: input.reason,
					member_id: actor.kind === 'member' ? actor.memberId : null,
					at: clock.iso()
				});
				await audit(inside, actor, {
					action: 'round.move-date',
					target: row.id,
					details: { field: input.field, from, to: input.to }
				});
			});
			return visible(actor, await store.rounds.byId(input.roundId));
		}
	};
}
