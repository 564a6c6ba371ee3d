// Members, their seats and roles, and the first coordinator of an empty workspace. What somebody holds is read
// afresh with every request; open sockets are told when it changes.
import { system, type Actor, type Member, type System } from '#server/kernel/actor.ts';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { DomainEvent } from '#server/kernel/events.ts';
import { hashSecret, newId, newSecret } from '#server/kernel/ids.ts';
import type { MemberRow } from '#server/storage/accounts.ts';
import type { Store } from '#server/storage/store.ts';
import type { CreateCoordinatorInput, MemberView, Profile } from '#shared/account-input.ts';
import type { AllianceRole, OrganisationRole } from '#shared/roles.ts';
import type { AccountDeps } from './accounts.ts';
import { hashPassword } from './passwords.ts';

/** Long enough for somebody who reads the terminal on Monday what was started on Saturday. */
const setupLinkHours = 48;

const membersPerPage = 100;

const wholeWorkspace = { kind: 'alliance' } as const;

const rightsChanged = (memberId: string): DomainEvent => ({
	type: 'access-changed',
	scope: { kind: 'member', memberId }
});

/** @throws DomainError not-found */
async function known(store: Store, memberId: string): Promise<MemberRow> {
	const row = await store.accounts.member(memberId);
	if (row === undefined) throw notFound();
	return row;
}

/** @throws DomainError conflict when this is the coordinator and nobody else could run the workspace. */
async function requireNotTheLastCoordinator(store: Store, memberId: string): Promise<void> {
	if (!(await store.accounts.allianceRolesOf(memberId)).includes('coordinator')) return;
	if (await store.accounts.hasOtherCoordinator(memberId)) return;
	throw new DomainError('conflict', {
		message: 'The Alliance needs a coordinator. Make somebody else one first.'
	});
}

export function createPeople({ store, transact, audit, access, clock }: AccountDeps) {
	const mayManage = (actor: Actor) => access.require(actor, 'people.manage', wholeWorkspace);

	async function addCoordinator(
		inside: Store,
		input: Omit<CreateCoordinatorInput, 'password'>,
		passwordHash: string
	): Promise<string> {
		const { organisationName, name, email } = input;
		if ((await inside.accounts.memberByEmail(email)) !== undefined) {
			throw new DomainError('conflict', {
				field: 'email',
				message: 'There is an account with this email address already.'
			});
		}
		let organisation = await inside.accounts.organisationByName(organisationName);
		if (organisation === undefined) {
			organisation = {
				id: newId(),
				name: organisationName,
				short_name: organisationName,
				kind: 'convenor',
				body: 'Convenor of the Alliance',
				region: '',
				created_at: clock.iso(),
				slug: null
			};
			await inside.accounts.addOrganisation(organisation);
		}
		const memberId = newId();
		await inside.accounts.addMember({
			id: memberId,
			email,
			name,
			password_hash: passwordHash,
			is_sample: 0,
			created_at: clock.iso(),
			deactivated_at: null
		});
		await inside.accounts.addMembership({
			member_id: memberId,
			organisation_id: organisation.id,
			role: 'lead',
			created_at: clock.iso()
		});
		await inside.accounts.addAllianceRole({ member_id: memberId, role: 'coordinator' });
		// The workspace has somebody to run it: no open link may make another.
		await inside.accounts.removeOpenSetupLinks();
		await audit(inside, system, { action: 'coordinator-created', target: `member:${memberId}` });
		return memberId;
	}

	/** @throws DomainError not-found when the link is unknown, used or too old. */
	async function requireSetupLink(token: string): Promise<void> {
		const link = await store.accounts.openSetupLink(hashSecret(token), clock.iso());
		if (link === undefined) throw notFound();
	}

	return {
		/** What the member is in the Alliance, and may do in the workspace as a whole. */
		profile(member: Member): Profile {
			const organisations = member.seats.map((seat) => ({
				organisation: {
					id: seat.organisationId,
					name: seat.organisationName,
					kind: seat.organisationKind
				},
				role: seat.role
			}));
			return {
				member: { id: member.memberId, name: member.name, email: member.email },
				organisation: organisations[0]?.organisation ?? null,
				roles: { organisations, alliance: [...member.allianceRoles] },
				abilities: access.abilities(member, wholeWorkspace, [
					'workspace.enter',
					'note.start',
					'people.manage'
				])
			};
		},

		/**
		 * Everybody, oldest first, those who have ended too.
		 * @param after the `next` of the page before. @throws DomainError not-allowed.
		 */
		async members(
			actor: Actor,
			after?: string
		): Promise<{ items: MemberView[]; next: string | null }> {
			mayManage(actor);
			const rows = await store.accounts.members({ after, limit: membersPerPage + 1 });
			const page = rows.slice(0, membersPerPage);
			const items = await Promise.all(
				page.map(async (row) => ({
					id: row.id,
					name: row.name,
					email: row.email,
					deactivatedAt: row.deactivated_at,
					roles: {
						organisations: (await store.accounts.seatsOf(row.id)).map(
							({ organisation_id: id, name, kind, role }) => ({
								organisation: { id, name, kind },
								role
							})
						),
						alliance: await store.accounts.allianceRolesOf(row.id)
					}
				}))
			);
			return { items, next: rows.length > page.length ? (page.at(-1)?.id ?? null) : null };
		},

		/**
		 * Ends a membership: no more signing in, every session and token ends, what they wrote stays.
		 * @throws DomainError not-allowed, not-found, conflict (the last coordinator).
		 */
		async deactivate(actor: Actor, memberId: string): Promise<void> {
			mayManage(actor);
			await transact(async (inside, emit) => {
				await known(inside, memberId);
				await requireNotTheLastCoordinator(inside, memberId);
				await inside.accounts.deactivateMember(memberId, clock.iso());
				const sessions = await inside.loginSessions.endAll(memberId, null);
				const tokens = await inside.accounts.removeTokensOf(memberId);
				await audit(inside, actor, { action: 'member-deactivated', target: `member:${memberId}` });
				emit({ type: 'signed-out', memberId, credentials: [...sessions, ...tokens] });
				emit(rightsChanged(memberId));
			});
		},

		/** Gives a seat in an organisation, or changes its role. @throws DomainError not-allowed, not-found. */
		async setSeat(
			actor: Actor,
			memberId: string,
			organisationId: string,
			role: OrganisationRole
		): Promise<void> {
			mayManage(actor);
			await transact(async (inside, emit) => {
				await known(inside, memberId);
				if ((await inside.accounts.organisation(organisationId)) === undefined) throw notFound();
				await inside.accounts.addMembership({
					member_id: memberId,
					organisation_id: organisationId,
					role,
					created_at: clock.iso()
				});
				await audit(inside, actor, {
					action: 'seat-set',
					target: `member:${memberId}`,
					details: { organisationId, role }
				});
				emit(rightsChanged(memberId));
			});
		},

		/** Takes a seat away. @throws DomainError not-allowed, not-found. */
		async removeSeat(actor: Actor, memberId: string, organisationId: string): Promise<void> {
			mayManage(actor);
			await transact(async (inside, emit) => {
				if (!(await inside.accounts.removeMembership(memberId, organisationId))) throw notFound();
				await audit(inside, actor, {
					action: 'seat-removed',
					target: `member:${memberId}`,
					details: { organisationId }
				});
				emit(rightsChanged(memberId));
			});
		},

		/** Gives or takes an alliance role. @throws DomainError not-allowed, not-found, conflict (the last coordinator). */
		async setAllianceRole(
			actor: Actor,
			memberId: string,
			role: AllianceRole,
			holds: boolean
		): Promise<void> {
			mayManage(actor);
			await transact(async (inside, emit) => {
				await known(inside, memberId);
				if (holds) {
					await inside.accounts.addAllianceRole({ member_id: memberId, role });
				} else {
					if (role === 'coordinator') await requireNotTheLastCoordinator(inside, memberId);
					await inside.accounts.removeAllianceRole(memberId, role);
				}
				await audit(inside, actor, {
					action: holds ? 'alliance-role-given' : 'alliance-role-taken',
					target: `member:${memberId}`,
					details: { role }
				});
				emit(rightsChanged(memberId));
			});
		},

		/**
		 * Makes a coordinator at the convening organisation, which is made too when it is new.
		 * @returns the member's id. @throws DomainError conflict at `email`.
		 */
		async createCoordinator(_actor: System, input: CreateCoordinatorInput): Promise<string> {
			const passwordHash = await hashPassword(input.password);
			return transact((inside) => addCoordinator(inside, input, passwordHash));
		},

		/** Makes the one link with which an empty workspace gets its first coordinator; an earlier one ends. */
		async createSetupLink(): Promise<string> {
			const token = newSecret();
			await transact(async (inside) => {
				await inside.accounts.removeOpenSetupLinks();
				await inside.accounts.addSetupLink({
					token_hash: hashSecret(token),
					created_at: clock.iso(),
					expires_at: new Date(clock.now() + setupLinkHours * 3_600_000).toISOString(),
					used_at: null
				});
			});
			return token;
		},

		requireSetupLink,

		/** Uses the link up and makes the coordinator, or does neither. @throws DomainError not-found, conflict. */
		async useSetupLink(token: string, input: CreateCoordinatorInput): Promise<string> {
			// Before the work of hashing, which nobody without a link should cause.
			await requireSetupLink(token);
			const passwordHash = await hashPassword(input.password);
			return transact(async (inside) => {
				const isOpen = await inside.accounts.useSetupLink(hashSecret(token), clock.iso());
				if (!isOpen) throw notFound();
				return addCoordinator(inside, input, passwordHash);
			});
		}
	};
}
