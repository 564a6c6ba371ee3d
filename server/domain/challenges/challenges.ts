// "We are stuck on …": somebody says so to those they choose, others help, and what came of it stays for those who are
// stuck on the same later.
import { DomainError, notFound } from '#server/kernel/errors.ts';
import { newId } from '#server/kernel/ids.ts';
import { memberIdOf, type Actor, type Member } from '#server/kernel/actor.ts';
import type { ChallengeTarget } from '#server/domain/access/targets.ts';
import type { ChallengeWithNames } from '#server/storage/challenges.ts';
import type { Queries } from '#server/storage/store.ts';
import type {
	ChallengeFrom,
	ChallengeListQuery,
	ChangeChallenge,
	CloseChallenge,
	RaiseChallenge
} from '#shared/challenge-input.ts';
import type { Challenge, ChallengeSummary } from '#shared/challenge-output.ts';
import { dayOf } from '#shared/dates.ts';
import type { ChallengeAudience } from '#shared/states.ts';
import { challengeTarget } from './challenge-target.ts';
import { toChallenge, toSummaries } from './challenge-view.ts';
import {
	challengePath,
	isClosedAlready,
	seenChallenge,
	signedIn,
	type ChallengesDeps
} from './challenges-deps.ts';
import { contactsWhoSee } from './hearers.ts';

/** Rows looked at per storage call while a page is filled with those the actor may see. */
const chunk = 100;

/** An audience somebody can choose; `id` is of the organisation or the group. */
export type AudienceChoice = { audience: ChallengeAudience; id: string | null; name: string };

export type Challenges = ReturnType<typeof createChallenges>;

export function createChallenges(deps: ChallengesDeps) {
	const { store, transact, access, audit, clock, notify, settle, origins } = deps;

	async function byId(actor: Actor, id: string): Promise<Challenge> {
		const challenge = await toChallenge(deps, actor, await seenChallenge(deps, actor, id));
		if (challenge === null) throw notFound();
		return challenge;
	}

	/** Where it came up must be where the actor can look. */
	async function requireSeen(actor: Actor, from: ChallengeFrom | undefined): Promise<void> {
		if (from === undefined) return;
		const [origin] = await origins(actor, [{ ...from, part: from.part ?? null }]);
		if (origin === undefined) throw notFound();
	}

	/** The challenge as it would be. Nobody has written it yet, so that only being among those it is for counts. */
	async function newTarget(member: Member, input: RaiseChallenge): Promise<ChallengeTarget> {
		const groupId = input.groupId ?? (input.from?.kind === 'group' ? input.from.id : null);
		const [group] = await store.groups.byIds(groupId === null ? [] : [groupId]);
		if (groupId !== null) {
			if (group === undefined) throw notFound();
			access.require(member, 'group.see', deps.groupTarget(group));
			access.require(member, 'group.take-part', deps.groupTarget(group));
		}
		const audience = input.audience ?? 'pledge-makers-and-supporters';
		if (audience === 'group' && groupId === null) {
			throw new DomainError('invalid', { field: 'groupId', message: 'Say which group.' });
		}
		const organisationId = input.organisationId ?? member.seats[0]?.organisationId;
		if (organisationId === undefined) throw new DomainError('not-allowed');
		return {
			kind: 'challenge',
			audience,
			organisationId,
			groupId,
			authorId: '',
			isClosed: false
		};
	}

	/** Those who could be asked, and those who have offered their help, but for who caused it. */
	async function tellHelpers(
		inside: Queries,
		row: ChallengeWithNames,
		{ by, kind }: { by: string | null; kind: 'challenge' | 'outcome' }
	): Promise<void> {
		const [commitments, offers] = await Promise.all([
			inside.challenges.commitmentsOf([row.id]),
			inside.challenges.offersOf([row.id])
		]);
		const contacts =
			kind === 'outcome'
				? [row.author_id]
				: await contactsWhoSee(inside, access, challengeTarget(row), {
						commitments: commitments.map(({ commitment }) => commitment),
						today: dayOf(clock.iso())
					});
		await notify(inside, {
			memberIds: [...new Set([...contacts, ...offers.map(({ member_id }) => member_id)])],
			kind,
			about: { kind: 'challenge', id: row.id },
			key: `challenge ${row.id} ${kind}`,
			by,
			path: challengePath(row.id)
		});
	}

	return {
		byId,

		/** Those the actor may see, newest first. `next` continues the list. @throws DomainError not-signed-in */
		async list(
			actor: Actor,
			{ limit, state, group, after, ...wanted }: ChallengeListQuery & { limit: number }
		): Promise<{ items: ChallengeSummary[]; next: string | null }> {
			signedIn(actor);
			const seen: ChallengeWithNames[] = [];
			let before = after;
			for (;;) {
				const rows = await store.challenges.page(
					{
						...wanted,
						groupId: group,
						before,
						isOpen: state === undefined ? undefined : state === 'open'
					},
					chunk
				);
				seen.push(
					...rows.filter((row) => access.can(actor, 'challenge.see', challengeTarget(row)))
				);
				before = rows.at(-1)?.id;
				if (rows.length < chunk || seen.length > limit) break;
			}
			const items = seen.slice(0, limit);
			return {
				items: await toSummaries(deps, actor, items),
				next: seen.length > limit ? (items.at(-1)?.id ?? null) : null
			};
		},

		/** Titles of those of these challenges that the actor may see. */
		async titles(actor: Actor, ids: readonly string[]): Promise<Map<string, string>> {
			const rows = await store.challenges.byIds(ids);
			return new Map(
				rows
					.filter((row) => access.can(actor, 'challenge.see', challengeTarget(row)))
					.map(({ id, title }) => [id, title])
			);
		},

		/** For the live socket: who may know of it, loaded once for however many listen; null when there is none. */
		async whoSees(id: string): Promise<((actor: Actor) => boolean) | null> {
			const row = await store.challenges.byId(id);
			if (row === undefined) return null;
			return (actor) => access.can(actor, 'challenge.see', challengeTarget(row));
		},

		/** The challenges out of which a note came, as far as the actor may see them. */
		async ofNote(actor: Actor, noteId: string): Promise<{ id: string; title: string }[]> {
			return (await store.challenges.ofNote(noteId))
				.filter((row) => access.can(actor, 'challenge.see', challengeTarget(row)))
				.map(({ id, title }) => ({ id, title }));
		},

		/** Whom the actor can raise a challenge with, the widest circle first. @throws DomainError not-signed-in */
		async audiences(actor: Actor): Promise<AudienceChoice[]> {
			const member = signedIn(actor);
			const organisationId = member.seats[0]?.organisationId ?? '';
			const groups = await store.groups.byIds(member.groups.map(({ groupId }) => groupId));
			const circle = (audience: ChallengeAudience): AudienceChoice => ({
				audience,
				id: null,
				name: ''
			});
			const conceivable: AudienceChoice[] = [
				circle('pledge-makers-and-supporters'),
				circle('pledge-makers'),
				...groups
					.filter(({ archived_at }) => archived_at === null)
					.map(({ id, name }) => ({ audience: 'group' as const, id, name })),
				...member.seats.map((seat) => ({
					audience: 'organisation' as const,
					id: seat.organisationId,
					name: seat.organisationName
				}))
			];
			return conceivable.filter(({ audience, id }) =>
				access.can(member, 'challenge.raise', {
					kind: 'challenge',
					audience,
					organisationId: audience === 'organisation' ? (id ?? '') : organisationId,
					groupId: audience === 'group' ? id : null,
					authorId: '',
					isClosed: false
				})
			);
		},

		/** Where a challenge about to be raised came up, in words. @throws DomainError not-found */
		async origin(actor: Actor, from: ChallengeFrom) {
			const [origin] = await origins(actor, [{ ...from, part: from.part ?? null }]);
			if (origin === undefined) throw notFound();
			return origin;
		},

		/** Says what one is stuck on. Those who can be asked about it are told.
		 *  @throws DomainError not-signed-in, not-found, not-allowed, invalid */
		async raise(actor: Actor, input: RaiseChallenge): Promise<Challenge> {
			const member = signedIn(actor);
			await requireSeen(member, input.from);
			const target = await newTarget(member, input);
			access.require(member, 'challenge.raise', target);
			const id = newId();
			await transact(async (inside, emit) => {
				await inside.challenges.add(
					{
						id,
						title: input.title,
						body: input.body,
						audience: target.audience,
						organisation_id: target.organisationId,
						group_id: target.groupId,
						origin_kind: input.from?.kind ?? null,
						origin_id: input.from?.id ?? null,
						origin_part: input.from?.part ?? null,
						author_id: member.memberId,
						is_sample: 0,
						created_at: clock.iso(),
						closed_at: null,
						closed_by: null,
						outcome: '',
						outcome_note_id: null
					},
					input.commitments
				);
				const row = await inside.challenges.byId(id);
				if (row === undefined) throw notFound();
				await tellHelpers(inside, row, { by: member.memberId, kind: 'challenge' });
				await audit(inside, member, {
					action: 'challenge.raise',
					target: id,
					details: { audience: target.audience, from: input.from?.kind ?? null }
				});
				emit({ type: 'challenge-changed', challengeId: id });
				if (target.groupId !== null) emit({ type: 'group-changed', groupId: target.groupId });
			});
			return byId(member, id);
		},

		/** Its words and its commitments, by its author. @throws DomainError not-found, not-allowed */
		async change(actor: Actor, id: string, input: ChangeChallenge): Promise<Challenge> {
			await transact(async (inside, emit) => {
				const row = await seenChallenge({ store: inside, access }, actor, id);
				access.require(actor, 'challenge.change', challengeTarget(row));
				const { commitments, ...words } = input;
				await inside.challenges.change(id, words, commitments);
				await audit(inside, actor, { action: 'challenge.change', target: id });
				emit({ type: 'challenge-changed', challengeId: id });
			});
			return byId(actor, id);
		},

		/** Closes it with what came of it; who helped is told.
		 *  @throws DomainError not-found, not-allowed, conflict (it is closed), invalid (no such note) */
		async close(actor: Actor, id: string, input: CloseChallenge): Promise<Challenge> {
			await transact(async (inside, emit) => {
				const row = await seenChallenge({ store: inside, access }, actor, id);
				access.require(actor, 'challenge.close', challengeTarget(row));
				const noteId = input.noteId ?? row.outcome_note_id;
				if (input.noteId !== undefined) await requireNote(inside, actor, input.noteId);
				const by = { memberId: memberIdOf(actor), at: clock.iso() };
				const isClosed = await inside.challenges.close(id, {
					...by,
					outcome: input.outcome,
					noteId
				});
				if (!isClosed) throw isClosedAlready();
				await settle(inside, { key: `challenge ${id} challenge` });
				await tellHelpers(inside, row, { by: by.memberId, kind: 'outcome' });
				await audit(inside, actor, {
					action: 'challenge.close',
					target: id,
					details: { note: noteId }
				});
				emit({ type: 'challenge-changed', challengeId: id });
			});
			return byId(actor, id);
		},

		/** It was not over. What was said to have come of it stays, until it is closed again.
		 *  @throws DomainError not-found, not-allowed, conflict */
		async reopen(actor: Actor, id: string): Promise<Challenge> {
			await transact(async (inside, emit) => {
				const row = await seenChallenge({ store: inside, access }, actor, id);
				access.require(actor, 'challenge.close', challengeTarget(row));
				if (!(await inside.challenges.reopen(id))) {
					throw new DomainError('conflict', { message: 'It is open already.' });
				}
				await tellHelpers(inside, row, { by: memberIdOf(actor), kind: 'challenge' });
				await audit(inside, actor, { action: 'challenge.reopen', target: id });
				emit({ type: 'challenge-changed', challengeId: id });
			});
			return byId(actor, id);
		},

		/** The learning note that tells what came of it; null takes the link away.
		 *  @throws DomainError not-found, not-allowed, invalid (no such note) */
		async tellInNote(actor: Actor, id: string, noteId: string | null): Promise<Challenge> {
			await transact(async (inside, emit) => {
				const row = await seenChallenge({ store: inside, access }, actor, id);
				access.require(actor, 'challenge.close', challengeTarget(row));
				if (noteId !== null) await requireNote(inside, actor, noteId);
				await inside.challenges.setOutcomeNote(id, noteId);
				await audit(inside, actor, {
					action: 'challenge.tell-in-note',
					target: id,
					details: { note: noteId }
				});
				emit({ type: 'challenge-changed', challengeId: id });
			});
			return byId(actor, id);
		}
	};

	/** Only a note that one writes: nobody's words are claimed for a challenge without them. */
	async function requireNote(inside: Queries, actor: Actor, noteId: string): Promise<void> {
		const note = await inside.notes.byId(noteId);
		if (note !== undefined && access.can(actor, 'note.write', deps.noteTarget(note))) return;
		throw new DomainError('invalid', {
			field: 'noteId',
			message: 'Choose a learning note that you write.'
		});
	}
}
