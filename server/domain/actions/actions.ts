// Actions: what somebody has taken on, by when, how far it is and what came of it. Those of a group are read like the
// rest of the group; those of no group by their owner and by who wrote them down.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import { memberIdOf, type Actor, type Member } from '#server/kernel/actor.ts';
import type { ActionTarget } from '#server/domain/access/targets.ts';
import type { ActionRow, ActionWithNames } from '#server/storage/actions.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { Queries } from '#server/storage/store.ts';
import type { AddAction, ChangeAction } from '#shared/action-input.ts';
import type { ActionView } from '#shared/action-output.ts';
import { dayOf } from '#shared/dates.ts';
import type { ActionState } from '#shared/states.ts';
import { readGroup, requireOrigin, signedIn, type ActionsDeps } from './actions-deps.ts';

export type Actions = ReturnType<typeof createActions>;

/** Somebody who can take an action on. */
export type PossibleOwner = { id: string; name: string; organisation: string };

const isSettled = (state: ActionState): boolean => state === 'done' || state === 'dropped';
const dayMilliseconds = 86_400_000;

export function createActions(deps: ActionsDeps) {
	const { store, transact, access, audit, clock, notify, settle, origins, groupTarget } = deps;

	const targetOf = (row: ActionRow, group: GroupRow | undefined): ActionTarget => ({
		kind: 'action',
		group: group === undefined ? null : groupTarget(group),
		ownerId: row.owner_id,
		authorId: row.created_by
	});

	const groupsOf = (inside: Queries, rows: readonly ActionRow[]): Promise<GroupRow[]> =>
		inside.groups.byIds([...new Set(rows.flatMap(({ group_id }) => group_id ?? []))]);

	/** Those of these that the actor may see, in their order. */
	async function toViews(actor: Actor, rows: readonly ActionWithNames[]): Promise<ActionView[]> {
		const groups = await groupsOf(store, rows);
		const seen = rows.flatMap((row) => {
			const group = groups.find(({ id }) => id === row.group_id);
			const target = targetOf(row, group);
			return access.can(actor, 'action.see', target) ? [{ row, group, target }] : [];
		});
		const refs = seen.flatMap(({ row }) =>
			row.origin_kind === null || row.origin_id === null
				? []
				: [{ kind: row.origin_kind, id: row.origin_id }]
		);
		const found = await origins(actor, refs);
		const today = dayOf(clock.iso());
		return seen.map(({ row, group, target }) => ({
			id: row.id,
			words: row.words,
			group: group === undefined ? null : { id: group.id, slug: group.slug, name: group.name },
			owner: row.owner_id === null ? null : { id: row.owner_id, name: row.owner_name ?? '' },
			dueOn: row.due_on,
			isLate: row.due_on !== null && row.due_on < today && !isSettled(row.state),
			state: row.state,
			outcome: row.outcome,
			origin:
				found.find(({ kind, id }) => kind === row.origin_kind && id === row.origin_id) ?? null,
			isSample: row.is_sample === 1,
			author: row.created_by === null ? null : { id: row.created_by, name: row.author_name ?? '' },
			createdAt: row.created_at,
			settledAt: row.settled_at,
			abilities: { change: access.can(actor, 'action.change', target) }
		}));
	}

	async function byId(actor: Actor, id: string): Promise<ActionView> {
		signedIn(actor);
		const row = await store.actions.byId(id);
		const [action] = await toViews(actor, row === undefined ? [] : [row]);
		if (action === undefined) throw notFound();
		return action;
	}

	/** Members of the group; without one, those of the actor's organisations and the actor. */
	async function owners(
		inside: Queries,
		member: Member,
		groupId: string | null
	): Promise<PossibleOwner[]> {
		if (groupId !== null) {
			const members = await inside.groups.members([groupId], dayOf(clock.iso()));
			return members.map((each) => ({
				id: each.member_id,
				name: each.name,
				organisation: each.organisation ?? ''
			}));
		}
		const colleagues = await inside.accounts.peopleOf(
			member.seats.map(({ organisationId }) => organisationId)
		);
		const others = colleagues.map(({ id, name, organisation_name: organisation }) => ({
			id,
			name,
			organisation
		}));
		const me = {
			id: member.memberId,
			name: member.name,
			organisation: member.seats[0]?.organisationName ?? ''
		};
		return [...new Map([me, ...others].map((each) => [each.id, each])).values()];
	}

	async function requireOwner(
		inside: Queries,
		member: Member,
		groupId: string | null,
		ownerId: string | null
	): Promise<void> {
		if (ownerId === null) return;
		const possible = await owners(inside, member, groupId);
		if (possible.some(({ id }) => id === ownerId)) return;
		throw new DomainError('invalid', {
			field: 'ownerId',
			message: groupId === null ? 'Choose a colleague.' : 'Choose somebody who is in the group.'
		});
	}

	const keyOf = (id: string): string => `action ${id}`;

	/** Tells the owner, unless they took it on themselves; whoever had it before need not think of it any more. */
	async function tellOwner(
		inside: Queries,
		row: Pick<ActionRow, 'id' | 'owner_id' | 'due_on'>,
		by: string | null
	): Promise<void> {
		await settle(inside, { key: keyOf(row.id) });
		if (row.owner_id === null) return;
		await notify(inside, {
			memberIds: [row.owner_id],
			kind: 'action',
			about: { kind: 'action', id: row.id },
			key: keyOf(row.id),
			by,
			path: `/actions/${row.id}`,
			dueOn: row.due_on
		});
	}

	/** What somebody has taken on stands in their inbox, the group's on its page. */
	const changed = (row: Pick<ActionRow, 'group_id' | 'owner_id'>, before: string | null = null) => [
		{
			type: 'inbox-changed' as const,
			memberIds: [...new Set([row.owner_id, before].filter((id) => id !== null))]
		},
		...(row.group_id === null ? [] : [{ type: 'group-changed' as const, groupId: row.group_id }])
	];

	return {
		/** @throws DomainError not-signed-in, not-found */
		byId,

		/** Of a group, the nearest day first. @throws DomainError not-signed-in, not-found */
		async ofGroup(actor: Actor, groupId: string): Promise<ActionView[]> {
			const group = await readGroup(deps, store, actor, groupId);
			return toViews(actor, await store.actions.ofGroup(group.id));
		},

		/** What the actor has taken on, and has written down outside of any group. @throws DomainError not-signed-in */
		async mine(actor: Actor): Promise<ActionView[]> {
			return toViews(actor, await store.actions.ofMember(signedIn(actor).memberId));
		},

		/** What the actor should have done by tomorrow. @throws DomainError not-signed-in */
		async dueFor(actor: Actor): Promise<ActionView[]> {
			const tomorrow = dayOf(new Date(clock.now() + dayMilliseconds).toISOString());
			return toViews(actor, await store.actions.due(signedIn(actor).memberId, tomorrow));
		},

		/** Words of those of these actions that the actor may see. */
		async titles(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
			const rows = await store.actions.byIds(ids);
			const groups = await groupsOf(store, rows);
			const seen = rows.filter((row) =>
				access.can(
					actor,
					'action.see',
					targetOf(
						row,
						groups.find(({ id }) => id === row.group_id)
					)
				)
			);
			return new Map(seen.map(({ id, words }) => [id, words]));
		},

		/** Who could take one on. @throws DomainError not-signed-in, not-found */
		async possibleOwners(actor: Actor, groupId: string | null): Promise<PossibleOwner[]> {
			const member = signedIn(actor);
			const group = groupId === null ? null : await readGroup(deps, store, actor, groupId);
			return owners(store, member, group?.id ?? null);
		},

		/** Writes down what is to be done; who is to do it is told.
		 *  @throws DomainError not-signed-in, not-found, not-allowed, invalid */
		async add(actor: Actor, input: AddAction): Promise<ActionView> {
			const member = signedIn(actor);
			await requireOrigin(origins, member, input.origin);
			const id = newId();
			await transact(async (inside, emit) => {
				const group =
					input.groupId === undefined
						? undefined
						: await readGroup(deps, inside, member, input.groupId);
				const row: ActionRow = {
					id,
					group_id: group?.id ?? null,
					words: input.words,
					owner_id: input.ownerId ?? (group === undefined ? member.memberId : null),
					due_on: input.dueOn ?? null,
					state: 'open',
					outcome: '',
					origin_kind: input.origin?.kind ?? null,
					origin_id: input.origin?.id ?? null,
					is_sample: 0,
					created_by: member.memberId,
					created_at: clock.iso(),
					settled_at: null
				};
				access.require(member, 'action.add', targetOf(row, group));
				await requireOwner(inside, member, row.group_id, row.owner_id);
				await inside.actions.add(row);
				await tellOwner(inside, row, member.memberId);
				await audit(inside, member, {
					action: 'action.add',
					target: id,
					details: { group: row.group_id, owner: row.owner_id }
				});
				for (const event of changed(row)) emit(event);
			});
			return byId(member, id);
		},

		/** How far it is, what came of it, who does it and by when.
		 *  @throws DomainError not-signed-in, not-found, not-allowed, invalid (dropped without a reason; no such owner) */
		async change(actor: Actor, id: string, input: ChangeAction): Promise<ActionView> {
			const member = signedIn(actor);
			await transact(async (inside, emit) => {
				const row = await inside.actions.byId(id);
				if (row === undefined) throw notFound();
				const [group] = await groupsOf(inside, [row]);
				access.require(member, 'action.change', targetOf(row, group));
				const next: ActionRow = {
					...row,
					words: input.words ?? row.words,
					owner_id: input.ownerId === undefined ? row.owner_id : input.ownerId,
					due_on: input.dueOn === undefined ? row.due_on : input.dueOn,
					state: input.state ?? row.state,
					outcome: input.outcome ?? row.outcome
				};
				if (next.state === 'dropped' && next.outcome === '') {
					throw new DomainError('invalid', {
						field: 'outcome',
						message: 'Say why it is dropped, so that nobody waits for it.'
					});
				}
				if (next.owner_id !== row.owner_id) {
					await requireOwner(inside, member, row.group_id, next.owner_id);
				}
				await inside.actions.change(id, {
					words: next.words,
					owner_id: next.owner_id,
					due_on: next.due_on,
					state: next.state,
					outcome: next.outcome,
					settled_at: isSettled(next.state) ? (row.settled_at ?? clock.iso()) : null
				});
				if (isSettled(next.state)) await settle(inside, { key: keyOf(id) });
				else if (next.owner_id !== row.owner_id || next.due_on !== row.due_on) {
					await tellOwner(inside, next, memberIdOf(member));
				}
				await audit(inside, member, {
					action: 'action.change',
					target: id,
					details: { state: next.state, owner: next.owner_id, dueOn: next.due_on }
				});
				for (const event of changed(next, row.owner_id)) emit(event);
			});
			return byId(member, id);
		}
	};
}
