// What a group has decided, with its reasons. A decision is never rewritten: a later one takes its place, and the
// earlier one stays to be read.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { DecisionWithNames } from '#server/storage/decisions.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { RecordDecision } from '#shared/action-input.ts';
import type { Decision, DecisionInFull } from '#shared/action-output.ts';
import { dayOf } from '#shared/dates.ts';
import { renderPost } from '#shared/post-notation.ts';
import { readGroup, requireOrigin, signedIn, type ActionsDeps } from './actions-deps.ts';

export type Decisions = ReturnType<typeof createDecisions>;

type DecisionsDeps = Omit<ActionsDeps, 'settle'>;

export function createDecisions(deps: DecisionsDeps) {
	const { store, transact, access, audit, clock, notify, origins, groupTarget } = deps;

	/** Of one group, which the actor may read. */
	async function toDecisions(
		actor: Actor,
		group: GroupRow,
		rows: readonly DecisionWithNames[]
	): Promise<Decision[]> {
		const refs = rows.flatMap((row) =>
			row.origin_kind === null || row.origin_id === null
				? []
				: [{ kind: row.origin_kind, id: row.origin_id }]
		);
		const found = await origins(actor, refs);
		return rows.map((row) => ({
			id: row.id,
			group: { id: group.id, slug: group.slug, name: group.name },
			words: row.words,
			reasons: row.reasons,
			reasonsHtml: renderPost(row.reasons, []),
			decidedOn: row.decided_on,
			origin:
				found.find(({ kind, id }) => kind === row.origin_kind && id === row.origin_id) ?? null,
			replacedBy: row.replaced_by,
			isSample: row.is_sample === 1,
			recorded: { by: { id: row.recorded_by, name: row.recorder_name }, at: row.recorded_at }
		}));
	}

	async function byId(actor: Actor, id: string): Promise<DecisionInFull> {
		signedIn(actor);
		const row = await store.decisions.byId(id);
		if (row === undefined) throw notFound();
		const group = await readGroup(deps, store, actor, row.group_id);
		const [[decision], replaced] = await Promise.all([
			toDecisions(actor, group, [row]),
			store.decisions.replacedBy(id)
		]);
		if (decision === undefined) throw notFound();
		return {
			...decision,
			replaces: replaced.map((each) => ({ id: each.id, words: each.words })),
			abilities: {
				replace:
					row.replaced_by === null && access.can(actor, 'decision.record', groupTarget(group))
			}
		};
	}

	return {
		/** @throws DomainError not-signed-in, not-found */
		byId,

		/** All of a group, newest first; with those that a later one has replaced. @throws DomainError not-found */
		async ofGroup(actor: Actor, groupId: string): Promise<Decision[]> {
			const group = await readGroup(deps, store, actor, groupId);
			return toDecisions(actor, group, await store.decisions.ofGroup(group.id));
		},

		/** Writes down what was decided; the group is told.
		 *  @throws DomainError not-found, not-allowed, invalid (a day to come; an origin that is not there), conflict (the
		 *  earlier one has been replaced already) */
		async record(actor: Actor, input: RecordDecision): Promise<DecisionInFull> {
			const member = signedIn(actor);
			await requireOrigin(origins, member, input.origin);
			const today = dayOf(clock.iso());
			if (input.decidedOn > today) {
				throw new DomainError('invalid', {
					field: 'decidedOn',
					message: 'That day is still to come. Write it down once it is decided.'
				});
			}
			const id = newId();
			await transact(async (inside, emit) => {
				const group = await readGroup(deps, inside, member, input.groupId);
				access.require(member, 'decision.record', groupTarget(group));
				await inside.decisions.add({
					id,
					group_id: group.id,
					words: input.words,
					reasons: input.reasons,
					decided_on: input.decidedOn,
					origin_kind: input.origin?.kind ?? null,
					origin_id: input.origin?.id ?? null,
					replaced_by: null,
					is_sample: 0,
					recorded_by: member.memberId,
					recorded_at: clock.iso()
				});
				if (input.replaces !== undefined) {
					const earlier = await inside.decisions.byId(input.replaces);
					if (earlier?.group_id !== group.id) throw notFound();
					if (!(await inside.decisions.replace(earlier.id, id))) {
						throw new DomainError('conflict', {
							message: 'Another decision has taken its place already. Replace that one.'
						});
					}
				}
				const members = await inside.groups.members([group.id], today);
				await notify(inside, {
					memberIds: members.map(({ member_id }) => member_id),
					kind: 'decision',
					about: { kind: 'group', id: group.id },
					key: `decision ${id}`,
					by: member.memberId,
					path: `/groups/${group.slug}/decisions/${id}`
				});
				await audit(inside, member, {
					action: 'decision.record',
					target: id,
					details: { group: group.id, replaces: input.replaces ?? null }
				});
				emit({ type: 'group-changed', groupId: group.id });
			});
			return byId(member, id);
		}
	};
}
