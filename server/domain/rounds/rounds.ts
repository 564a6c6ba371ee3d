// Rounds: twice a year ("biannual", every six months) the Pledge Makers account for their work, all on one day.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RoundRow } from '#server/storage/rounds.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import type { MoveDates, RoundDateField } from '#shared/round-input.ts';
import type { RoundState } from '#shared/states.ts';
import type { ReportOrganisation } from './report-loading.ts';
import type { MoveRoundDates } from './round-dates.ts';
import { createRoundOpening, type RoundOpeningDeps } from './round-opening.ts';
import { parseTemplate, type TemplateSection } from './template.ts';

export type Round = {
	id: string;
	number: number;
	title: string;
	state: RoundState;
	/** The period it reports on; null for rounds held before this workspace. */
	reportingFrom: string | null;
	reportingTo: string | null;
	opensOn: string;
	draftsDueOn: string;
	reviewEndsOn: string;
	signOffDueOn: string;
	publishesAt: string;
	/** "28 of 33": how many signatories the published reports cover, of how many. */
	coverage: { reported: number; signatories: number };
	dateChanges: { field: RoundDateField; from: string; to: string; reason: string; at: string }[];
};

export type RoundsDeps = RoundOpeningDeps & {
	store: Store;
	access: Access;
	moveRoundDates: MoveRoundDates;
};

export type Rounds = ReturnType<typeof createRounds>;

const inAlliance = { kind: 'alliance' } as const;

export function createRounds(deps: RoundsDeps) {
	const { store, transact, access, audit, clock } = deps;
	const opening = createRoundOpening(deps);

	async function toRound(row: RoundRow): Promise<Round> {
		const changes = await store.rounds.dateChanges(row.id);
		return {
			id: row.id,
			number: row.number,
			title: row.title,
			state: row.state,
			reportingFrom: row.reporting_from,
			reportingTo: row.reporting_to,
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

	/** The row, for somebody who wants to change the round. @throws DomainError not-found, not-allowed, conflict */
	async function toChange(
		inside: Queries,
		actor: Actor,
		id: string,
		{ action, wording }: { action: 'round.move-date' | 'round.expect'; wording: string }
	): Promise<RoundRow> {
		const row = await inside.rounds.byId(id);
		if (row === undefined || !maySee(actor, row)) throw notFound();
		access.require(actor, action, { kind: 'round', state: row.state });
		if (row.state === 'published') {
			throw new DomainError('conflict', { message: `This round is published; ${wording}` });
		}
		return row;
	}

	const named = ({
		id,
		name,
		short_name
	}: {
		id: string;
		name: string;
		short_name: string;
	}): ReportOrganisation => ({ id, name, shortName: short_name });

	return {
		/** Rounds the actor may see, newest first: everyone the published ones, members the others too. */
		async list(actor: Actor): Promise<Round[]> {
			const rows = (await store.rounds.list()).filter((row) => maySee(actor, row));
			return Promise.all(rows.map(toRound));
		},

		/** Whether there is such a round, and the actor may know of it. */
		async maySee(actor: Actor, id: string): Promise<boolean> {
			const row = await store.rounds.byId(id);
			return row !== undefined && maySee(actor, row);
		},

		/** @throws DomainError not-found */
		async byNumber(actor: Actor, number: number): Promise<Round> {
			return visible(actor, await store.rounds.byNumber(number));
		},

		/** @throws DomainError not-found */
		async byId(actor: Actor, id: string): Promise<Round> {
			return visible(actor, await store.rounds.byId(id));
		},

		/** What to begin from when the next round is opened: the last one, half a year on. @throws DomainError not-allowed */
		proposal: opening.proposal,

		/**
		 * Plans the next round, and opens it when its day has come.
		 * @throws DomainError not-allowed, invalid (dates, organisations), conflict (the last round is not published by then)
		 */
		async open(actor: Actor, input: Parameters<typeof opening.open>[1]): Promise<Round> {
			return visible(actor, await store.rounds.byId(await opening.open(actor, input)));
		},

		/** Opens the planned round whose day has come; for the timed job. */
		openDue: opening.openDue,

		/** When `openDue` has something to do next; null when no round is planned, or another is still open. */
		nextOpening: opening.nextOpening,

		/** The round's ten questions, in page order. @throws DomainError not-found */
		async questions(actor: Actor, id: string): Promise<TemplateSection[]> {
			const row = await store.rounds.byId(id);
			if (row === undefined || !maySee(actor, row)) throw notFound();
			const template = await store.rounds.template(row.template_version);
			return parseTemplate(template?.sections ?? '[]');
		},

		/** Organisations of which the round expects a report, by name. @throws DomainError not-found */
		async expected(actor: Actor, id: string): Promise<ReportOrganisation[]> {
			const round = await visible(actor, await store.rounds.byId(id));
			return (await store.expected.ofRound(round.id)).map(named);
		},

		/** Pledge Makers a round can expect a report of, by name. @throws DomainError not-allowed */
		async mayBeExpected(actor: Actor): Promise<ReportOrganisation[]> {
			access.require(actor, 'round.open', inAlliance);
			return (await store.rounds.organisations())
				.filter(({ kind }) => kind === 'pledge-maker')
				.map(named);
		},

		/** Says of whom the round expects a report; whoever is new is told that it is open.
		 *  @throws DomainError not-found, not-allowed, invalid (no Pledge Maker), conflict (published) */
		async setExpected(
			actor: Actor,
			id: string,
			organisationIds: readonly string[]
		): Promise<ReportOrganisation[]> {
			await transact(async (inside, emit) => {
				const row = await toChange(inside, actor, id, {
					action: 'round.expect',
					wording: 'who was expected stays on record.'
				});
				await opening.expect(inside, row, organisationIds, actor);
				await audit(inside, actor, {
					action: 'round.expect',
					target: row.id,
					details: { organisations: new Set(organisationIds).size }
				});
				emit({ type: 'round-changed', roundId: row.id });
			});
			return (await store.expected.ofRound(id)).map(named);
		},

		/** Moves dates of a round that is not published, keeping what moved and why for everyone to see.
		 *  @throws DomainError not-found, not-signed-in, not-allowed, invalid (order of dates), conflict (published) */
		async moveDates(actor: Actor, id: string, { reason, ...to }: MoveDates): Promise<Round> {
			await transact(async (inside, emit) => {
				const row = await toChange(inside, actor, id, {
					action: 'round.move-date',
					wording: 'its dates stand.'
				});
				if (to.opensOn !== undefined && to.opensOn !== row.opens_on && row.state === 'open') {
					throw new DomainError('invalid', {
						field: 'opensOn',
						message: 'This round has opened already.'
					});
				}
				if (to.publishesAt !== undefined && to.publishesAt < clock.iso()) {
					throw new DomainError('invalid', {
						field: 'publishesAt',
						message: 'Publication day cannot lie in the past.'
					});
				}
				const moves = await deps.moveRoundDates(inside, emit, actor, row, { to, reason });
				if (moves.length === 0) {
					throw new DomainError('invalid', { message: 'Every date stands there already.' });
				}
			});
			return visible(actor, await store.rounds.byId(id));
		}
	};
}
