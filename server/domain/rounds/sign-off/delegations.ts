// Deputies: a lead has somebody of the same organisation sign in their place, for a stated time, on record.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { Transact } from '#server/kernel/transaction.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Store } from '#server/storage/store.ts';
import { dayOf, daysUntil } from '#shared/dates.ts';
import type { Delegate } from '#shared/sign-off-input.ts';
import type { Delegation } from '#shared/sign-off-output.ts';
import type { Named } from './standing.ts';

export type DelegationDeps = {
	store: Store;
	transact: Transact;
	access: Access;
	audit: RecordAudit;
	clock: Clock;
};

/** A parental leave lasts a year; who signs for longer than that is the lead. */
const longestDays = 366;

type Row = NonNullable<Awaited<ReturnType<Store['delegations']['byId']>>>;

export function createDelegations({ store, transact, access, audit, clock }: DelegationDeps) {
	const today = (): string => dayOf(clock.iso());

	function stateOf(row: Row): Delegation['state'] {
		if (row.ended_at !== null) return 'ended';
		if (row.until_on < today()) return 'over';
		return row.from_on > today() ? 'coming' : 'in-force';
	}

	const toDelegation = (row: Row): Delegation => ({
		id: row.id,
		organisation: { id: row.organisation_id, name: row.organisation_name },
		lead: { id: row.lead_id, name: row.lead_name },
		deputy: { id: row.deputy_id, name: row.deputy_name },
		fromOn: row.from_on,
		untilOn: row.until_on,
		reason: row.reason,
		at: row.created_at,
		endedAt: row.ended_at,
		state: stateOf(row)
	});

	/** @throws DomainError invalid */
	function requireStatedTime({ fromOn, untilOn }: Delegate): void {
		const refuse = (field: string, message: string): never => {
			throw new DomainError('invalid', { field, message });
		};
		if (untilOn < fromOn) refuse('untilOn', 'The last day cannot come before the first.');
		if (untilOn < today()) refuse('untilOn', 'The last day has gone by.');
		if (daysUntil(untilOn, new Date(`${fromOn}T12:00:00Z`)) > longestDays) {
			refuse('untilOn', 'A deputy signs for at most a year.');
		}
	}

	return {
		/** Of an organisation, newest first: those in force, to come, over and ended. @throws DomainError not-found */
		async list(actor: Actor, organisationId: string): Promise<Delegation[]> {
			access.require(actor, 'delegation.see', { kind: 'delegation', organisationId });
			return (await store.delegations.ofOrganisation(organisationId)).map(toDelegation);
		},

		/** Whom a lead can have sign in their place, by name. @throws DomainError not-found, not-allowed */
		async candidates(actor: Actor, organisationId: string): Promise<Named[]> {
			access.require(actor, 'delegation.manage', { kind: 'delegation', organisationId });
			const people = await store.accounts.peopleOf([organisationId]);
			return people
				.filter(({ id, role }) => role !== 'lead' && id !== memberIdOf(actor))
				.map(({ id, name }) => ({ id, name }));
		},

		/** @throws DomainError not-found, not-allowed, invalid (not of the organisation, or no stated time) */
		delegate: (actor: Actor, organisationId: string, input: Delegate): Promise<Delegation> =>
			transact(async (inside) => {
				access.require(actor, 'delegation.manage', { kind: 'delegation', organisationId });
				const leadId = memberIdOf(actor);
				if (leadId === null) throw new DomainError('not-signed-in');
				requireStatedTime(input);
				const people = await inside.accounts.peopleOf([organisationId]);
				const deputy = people.find(({ id }) => id === input.deputyId);
				if (deputy === undefined || deputy.role === 'lead') {
					throw new DomainError('invalid', {
						field: 'deputyId',
						message: 'Choose somebody of your organisation who does not sign for it already.'
					});
				}
				const id = newId();
				await inside.delegations.add({
					id,
					organisation_id: organisationId,
					lead_id: leadId,
					deputy_id: deputy.id,
					from_on: input.fromOn,
					until_on: input.untilOn,
					reason: input.reason,
					created_at: clock.iso(),
					ended_at: null,
					ended_by: null
				});
				await audit(inside, actor, {
					action: 'delegation.start',
					target: id,
					details: {
						organisation: organisationId,
						deputy: deputy.id,
						from: input.fromOn,
						until: input.untilOn
					}
				});
				const row = await inside.delegations.byId(id);
				if (row === undefined) throw new Error(`delegation ${id} vanished`);
				return toDelegation(row);
			}),

		/** Ends a delegation before its last day; what was signed meanwhile stays signed.
		 *  @throws DomainError not-found, not-allowed, conflict (it is over already) */
		end: (actor: Actor, id: string): Promise<void> =>
			transact(async (inside) => {
				const row = await inside.delegations.byId(id);
				if (row === undefined) throw notFound();
				access.require(actor, 'delegation.manage', {
					kind: 'delegation',
					organisationId: row.organisation_id
				});
				if (stateOf(row) === 'ended' || stateOf(row) === 'over') {
					throw new DomainError('conflict', { message: 'This is over already.' });
				}
				await inside.delegations.end(id, clock.iso(), memberIdOf(actor));
				await audit(inside, actor, {
					action: 'delegation.end',
					target: id,
					details: { organisation: row.organisation_id }
				});
			})
	};
}
