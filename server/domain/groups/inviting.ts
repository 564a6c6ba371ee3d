// Invitations: to somebody of the Alliance, or by mail to whoever has an address, who then is a guest until a named day.
// The link in a mail opens nothing but the question; who has no account yet makes one with it, without a seat anywhere.
import type { Actor, Member } from '#server/kernel/actor.ts';
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { hashSecret, newId, newSecret } from '#server/kernel/ids.ts';
import type { GroupInvitationRow } from '#server/storage/group-joining.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { dateInWords, dayOf } from '#shared/dates.ts';
import type { AcceptAsNew, NewInvitation } from '#shared/group-input.ts';
import type { ReceivedInvitation, SentInvitation } from '#shared/group-output.ts';
import { parseRoles } from './group-roles.ts';
import { groupTarget } from './group-target.ts';
import {
	knownGroup,
	placeChanged,
	requireFit,
	requireInUse,
	requireRole,
	runnersOf,
	signedIn,
	type GroupsDeps
} from './groups-deps.ts';

const dayLong = 24 * 60 * 60_000;
/** Long enough for a holiday, short enough that a forgotten mail opens nothing. */
const invitationLives = 14 * dayLong;
/** Invitations one member may send in a day: a large learning set, and no flood of mail. */
export const mostInvitationsADay = 40;

export function createInviting(deps: GroupsDeps) {
	const { store, transact, access, audit, clock, notify, settle, mailTo, hashPassword } = deps;
	const today = () => dayOf(clock.iso());

	/** Whom an invitation is to: a member of the Alliance by name, or whoever has the address. */
	async function invitee(
		inside: Queries,
		input: NewInvitation
	): Promise<Pick<GroupInvitationRow, 'member_id' | 'email' | 'name'>> {
		if ('email' in input) return { member_id: null, email: input.email, name: input.name };
		const member = await inside.accounts.member(input.memberId);
		const seats = member === undefined ? [] : await inside.accounts.seatsOf(member.id);
		if (member === undefined || member.deactivated_at !== null || seats.length === 0) {
			throw new DomainError('invalid', {
				field: 'memberId',
				message: 'Nobody with a seat in an organisation has this id. Invite them by email.'
			});
		}
		return { member_id: member.id, email: member.email, name: member.name };
	}

	async function requireNotTooMany(inside: Queries, memberId: string): Promise<void> {
		const since = new Date(clock.now() - dayLong).toISOString();
		if ((await inside.groups.invitationsBy(memberId, since)) < mostInvitationsADay) return;
		throw new DomainError('too-often', {
			retryAfter: dayLong / 1000,
			message: `You have sent ${mostInvitationsADay} invitations today. Send more tomorrow.`
		});
	}

	/** An invitation with its group, found by the secret in the mail or, by whom it is to, by its id: a notice has no secret. */
	async function found(
		inside: Queries,
		actor: Actor,
		secretOrId: string
	): Promise<{ invitation: GroupInvitationRow; group: GroupRow }> {
		let invitation = await inside.groups.invitationBySecret(hashSecret(secretOrId));
		if (invitation === undefined && actor.kind === 'member') {
			const byId = await inside.groups.invitation(secretOrId);
			if (byId?.member_id === actor.memberId) invitation = byId;
		}
		const [group] = await inside.groups.byIds(
			invitation === undefined ? [] : [invitation.group_id]
		);
		if (invitation === undefined || group === undefined) throw notFound();
		return { invitation, group };
	}

	function stateOf(invitation: GroupInvitationRow, group: GroupRow): ReceivedInvitation['state'] {
		if (invitation.outcome === 'accepted') return 'used';
		if (invitation.outcome !== null || group.archived_at !== null) return 'closed';
		const isPast = invitation.until_on !== null && invitation.until_on < today();
		return invitation.expires_at <= clock.iso() || isPast ? 'expired' : 'open';
	}

	async function stepOf(
		inside: Queries,
		actor: Actor,
		invitation: GroupInvitationRow
	): Promise<ReceivedInvitation['step']> {
		const account = await inside.accounts.memberByEmail(invitation.email);
		if (actor.kind === 'member') {
			const isTheirs = actor.memberId === (invitation.member_id ?? account?.id);
			return isTheirs ? 'accept' : 'other-account';
		}
		return account === undefined ? 'make-account' : 'sign-in';
	}

	const leadsNowhere = (): DomainError =>
		new DomainError('conflict', {
			message: 'This invitation leads nowhere any more. Ask whoever invited you for a new one.'
		});

	/** Uses an invitation up and gives the place, or throws. */
	async function givePlace(
		inside: Store,
		memberId: string,
		{ invitation, group }: { invitation: GroupInvitationRow; group: GroupRow }
	): Promise<void> {
		if (stateOf(invitation, group) !== 'open') throw leadsNowhere();
		const isMine = await inside.groups.settleInvitation(invitation.id, {
			outcome: 'accepted',
			at: clock.iso()
		});
		if (!isMine) throw leadsNowhere();
		const role = requireRole(parseRoles(group.roles), invitation.role);
		const [own] = (await inside.groups.placesOf([memberId], today())).filter(
			({ group_id }) => group_id === group.id
		);
		if (own !== undefined && own.until_on === null) {
			throw new DomainError('conflict', { message: 'You are in this group already.' });
		}
		await inside.groups.setMember({
			group_id: group.id,
			member_id: memberId,
			role: role.key,
			manages: role.manages ? 1 : 0,
			is_guest: invitation.is_guest,
			until_on: invitation.until_on,
			joined_at: clock.iso()
		});
		await settle(inside, { key: `group-invitation:${invitation.id}` });
		await notify(inside, {
			memberIds: await runnersOf(inside, group.id, clock.iso()),
			kind: 'joined',
			about: { kind: 'group', id: group.id },
			key: `joined:${group.id}:${memberId}`,
			by: memberId,
			path: `/groups/${group.slug}/people`
		});
	}

	return {
		/** People of the Alliance who could be invited: those with a seat who are not in the group. @throws DomainError not-found, not-allowed */
		async invitable(
			actor: Actor,
			idOrSlug: string
		): Promise<{ id: string; name: string; organisation: string }[]> {
			const row = await knownGroup({ store, access }, actor, idOrSlug);
			access.require(actor, 'group.manage', groupTarget(row));
			const people = await store.groups.notIn(row.id, today());
			return people.map(({ id, name, organisation }) => ({
				id,
				name,
				organisation: organisation ?? ''
			}));
		},

		/** @returns the id of the invitation. @throws DomainError not-found, not-allowed, invalid, conflict, too-often */
		async invite(actor: Actor, idOrSlug: string, input: NewInvitation): Promise<string> {
			const member = signedIn(actor);
			const id = newId();
			const secret = newSecret();
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				access.require(actor, 'group.manage', groupTarget(row));
				requireInUse(row);
				await requireNotTooMany(inside, member.memberId);
				const role = requireRole(parseRoles(row.roles), input.role);
				const untilOn = input.untilOn ?? null;
				const isGuest = 'email' in input;
				requireFit(role, { isGuest, untilOn, today: today() });
				const to = await invitee(inside, input);
				const isIn = (await inside.groups.members([row.id], today())).some(
					(each) => each.member_id === to.member_id
				);
				if (isIn) {
					throw new DomainError('conflict', {
						field: 'memberId',
						message: `${to.name} is in this group already.`
					});
				}
				// A second invitation to the same person takes the place of the first.
				for (const open of await inside.groups.openInvitations(row.id)) {
					if (open.email !== to.email) continue;
					await inside.groups.settleInvitation(open.id, {
						outcome: 'taken-back',
						at: clock.iso()
					});
					await settle(inside, { key: `group-invitation:${open.id}` });
				}
				const expiresAt = new Date(clock.now() + invitationLives).toISOString();
				await inside.groups.addInvitation({
					id,
					group_id: row.id,
					...to,
					role: role.key,
					is_guest: isGuest ? 1 : 0,
					until_on: untilOn,
					secret_hash: hashSecret(secret),
					invited_by: member.memberId,
					created_at: clock.iso(),
					expires_at: expiresAt,
					settled_at: null,
					outcome: null
				});
				await audit(inside, actor, {
					action: 'group.invite',
					target: row.id,
					details: { invitation: id, role: role.key, guest: isGuest, until: untilOn }
				});
				if (to.member_id === null) {
					await mailTo(inside, {
						to: { name: to.name, address: to.email },
						key: `group-invitation:${id}`,
						...invitationLetter(row, member, { untilOn, expiresAt }),
						path: `/invitations/${secret}`
					});
				} else {
					await notify(inside, {
						memberIds: [to.member_id],
						kind: 'group-invitation',
						about: { kind: 'group', id: row.id },
						key: `group-invitation:${id}`,
						by: member.memberId,
						path: `/invitations/${id}`,
						dueOn: dayOf(expiresAt)
					});
				}
				emit({ type: 'group-changed', groupId: row.id });
			});
			return id;
		},

		/** Invitations nobody has answered, newest first. @throws DomainError not-found, not-allowed */
		async invitations(actor: Actor, idOrSlug: string): Promise<SentInvitation[]> {
			const row = await knownGroup({ store, access }, actor, idOrSlug);
			access.require(actor, 'group.manage', groupTarget(row));
			const roles = parseRoles(row.roles);
			const open = await store.groups.openInvitations(row.id);
			return open.map((each) => ({
				id: each.id,
				name: each.name,
				email: each.member_id === null ? each.email : '',
				roleTitle: roles.find(({ key }) => key === each.role)?.title ?? each.role,
				isGuest: each.is_guest === 1,
				untilOn: each.until_on,
				invitedBy: each.invited_by_name,
				at: each.created_at,
				expiresAt: each.expires_at,
				isExpired: stateOf(each, row) === 'expired'
			}));
		},

		/** @throws DomainError not-found, not-allowed, conflict when it has been answered */
		async takeBackInvitation(actor: Actor, idOrSlug: string, invitationId: string): Promise<void> {
			await transact(async (inside, emit) => {
				const row = await knownGroup({ store: inside, access }, actor, idOrSlug);
				access.require(actor, 'group.manage', groupTarget(row));
				const invitation = await inside.groups.invitation(invitationId);
				if (invitation?.group_id !== row.id) throw notFound();
				const isMine = await inside.groups.settleInvitation(invitationId, {
					outcome: 'taken-back',
					at: clock.iso()
				});
				if (!isMine) {
					throw new DomainError('conflict', { message: 'This invitation has been answered.' });
				}
				await settle(inside, { key: `group-invitation:${invitationId}` });
				await audit(inside, actor, {
					action: 'group.invite-no-more',
					target: row.id,
					details: { invitation: invitationId }
				});
				emit({ type: 'group-changed', groupId: row.id });
			});
		},

		/** What somebody reads who follows the link in an invitation. @throws DomainError not-found */
		async invitation(actor: Actor, secretOrId: string): Promise<ReceivedInvitation> {
			const { invitation, group } = await found(store, actor, secretOrId);
			const role = parseRoles(group.roles).find(({ key }) => key === invitation.role);
			const names = await store.versions.names([invitation.invited_by]);
			return {
				group: {
					slug: group.slug,
					name: group.name,
					called: group.called,
					purpose: group.purpose
				},
				state: stateOf(invitation, group),
				step: await stepOf(store, actor, invitation),
				name: invitation.name,
				email: invitation.email,
				roleTitle: role?.title ?? invitation.role,
				isGuest: invitation.is_guest === 1,
				untilOn: invitation.until_on,
				invitedBy: names.get(invitation.invited_by) ?? '',
				expiresAt: invitation.expires_at
			};
		},

		/** Says yes, with the account the invitation is to. @returns the group's name in addresses.
		 *  @throws DomainError not-signed-in, not-found, not-allowed (somebody else's), conflict (answered, expired) */
		async accept(actor: Actor, secretOrId: string): Promise<string> {
			const member = signedIn(actor);
			return transact(async (inside, emit) => {
				const { invitation, group } = await found(inside, actor, secretOrId);
				if ((await stepOf(inside, actor, invitation)) !== 'accept') {
					throw new DomainError('not-allowed', {
						message: 'This invitation was sent to somebody else. It works with their account only.'
					});
				}
				await givePlace(inside, member.memberId, { invitation, group });
				await audit(inside, actor, {
					action: 'group.accept-invitation',
					target: group.id,
					details: { invitation: invitation.id }
				});
				for (const event of placeChanged(group.id, member.memberId)) emit(event);
				return group.slug;
			});
		},

		/** Says yes and makes an account, without a seat anywhere. @returns the group's name in addresses, and with what to sign in.
		 *  @throws DomainError not-found, conflict (answered, expired, there is an account) */
		async acceptAsNew(
			secret: string,
			{ name, password }: AcceptAsNew
		): Promise<{ slug: string; email: string; memberId: string }> {
			const nobody = { kind: 'anonymous' } as const;
			// Before the work of hashing, which nobody without an open invitation should cause.
			const known = await found(store, nobody, secret);
			if (stateOf(known.invitation, known.group) !== 'open') throw leadsNowhere();
			const passwordHash = await hashPassword(password);
			return transact(async (inside, emit) => {
				const { invitation, group } = await found(inside, nobody, secret);
				if ((await stepOf(inside, nobody, invitation)) !== 'make-account') {
					throw new DomainError('conflict', {
						message: 'There is an account with this email address. Sign in with it to accept.'
					});
				}
				const memberId = newId();
				await inside.accounts.addMember({
					id: memberId,
					email: invitation.email,
					name,
					password_hash: passwordHash,
					is_sample: 0,
					created_at: clock.iso(),
					deactivated_at: null
				});
				await givePlace(inside, memberId, { invitation, group });
				const asNew: Member = {
					kind: 'member',
					memberId,
					name,
					email: invitation.email,
					seats: [],
					allianceRoles: [],
					groups: []
				};
				await audit(inside, asNew, {
					action: 'group.accept-invitation',
					target: group.id,
					details: { invitation: invitation.id, newAccount: true }
				});
				for (const event of placeChanged(group.id, memberId)) emit(event);
				return { slug: group.slug, email: invitation.email, memberId };
			});
		},

		/** Says no; the link is enough for that. @throws DomainError not-found, conflict */
		async decline(actor: Actor, secretOrId: string): Promise<void> {
			await transact(async (inside, emit) => {
				const { invitation, group } = await found(inside, actor, secretOrId);
				const isMine = await inside.groups.settleInvitation(invitation.id, {
					outcome: 'declined',
					at: clock.iso()
				});
				if (!isMine) throw leadsNowhere();
				await settle(inside, { key: `group-invitation:${invitation.id}` });
				await audit(inside, actor, {
					action: 'group.decline-invitation',
					target: group.id,
					details: { invitation: invitation.id }
				});
				emit({ type: 'group-changed', groupId: group.id });
			});
		}
	};
}

function invitationLetter(
	row: GroupRow,
	by: Member,
	{ untilOn, expiresAt }: { untilOn: string | null; expiresAt: string }
): { subject: string; text: string } {
	const organisation = by.seats[0]?.organisationName;
	const who = organisation === undefined ? by.name : `${by.name} (${organisation})`;
	const until =
		untilOn === null ? '' : `, as a guest until ${dateInWords(untilOn, { year: 'always' })}`;
	return {
		subject: `You are invited to “${row.name}”`,
		text: [
			`${who} invites you to “${row.name}” in the workspace of the Synergi National Pledge Alliance${until}.`,
			`What it is for:\n${row.purpose}`,
			`Follow the link to read more and to say yes or no. It works until ${dateInWords(expiresAt, { year: 'always', time: true })}, for this email address only.`
		].join('\n\n')
	};
}
