// Whom a post may name: those who may see its thread, and nobody learns of anyone else (F5, F6).
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { ThreadTarget } from '#server/domain/access/targets.ts';
import type { PersonSeatRow } from '#server/storage/discussions.ts';
import type { Store } from '#server/storage/store.ts';
import { shortestQuery } from '#shared/mention-query.ts';
import { findMentions, mentionName, type Mentionable } from '#shared/post-notation.ts';
import { signedIn, type DiscussionsDeps } from './discussions-deps.ts';
import { newThreadTarget, type WantedAudience } from './new-thread-audience.ts';
import { threadTarget } from './thread-view.ts';

/** A person to choose from; `insert` is what to type after "@". */
export type MentionChoice = Mentionable & { insert: string };

const mostChoices = 8;

/** Look-ups one member may make in a window: fast typing stays below it, reading out the member list does not. */
const mostLookups = 60;
const lookupWindow = 60_000;

export type Mentioning = ReturnType<typeof createMentioning>;

export function createMentioning({ store, access, clock }: DiscussionsDeps) {
	/** Times of each member's latest look-ups, oldest first. */
	const lookups = new Map<string, number[]>();

	function countLookup(memberId: string): void {
		const now = clock.now();
		for (const [id, times] of lookups) {
			const recent = times.filter((time) => time > now - lookupWindow);
			if (recent.length === 0) lookups.delete(id);
			else lookups.set(id, recent);
		}
		const mine = lookups.get(memberId) ?? [];
		if (mine.length >= mostLookups) {
			const retryAfter = Math.ceil(((mine[0] ?? now) + lookupWindow - now) / 1000);
			throw new DomainError('too-often', { retryAfter });
		}
		lookups.set(memberId, [...mine, now]);
	}

	/** Those who may see a thread, by name. */
	async function audienceOf(inside: Store, target: ThreadTarget): Promise<Mentionable[]> {
		return toMembers(await inside.discussions.people())
			.filter((member) => access.can(member, 'thread.see', target))
			.map(({ memberId, name, seats }) => ({
				id: memberId,
				name,
				organisation: seats[0]?.organisationName ?? ''
			}));
	}

	return {
		/** Ids of those a post in this thread mentions. */
		async mentioned(inside: Store, target: ThreadTarget, body: string): Promise<string[]> {
			if (!body.includes('@')) return [];
			return findMentions(body, await audienceOf(inside, target));
		},

		/** At most eight people who may see this thread (or the one about to be started) and whose name or organisation
		 *  has a word beginning like that; none before the second letter.
		 *  @throws DomainError not-signed-in, not-found, too-often */
		async mentionable(
			actor: Actor,
			where: { threadId: string } | WantedAudience,
			query: string
		): Promise<MentionChoice[]> {
			const member = signedIn(actor);
			const target = await targetOf(member, where);
			access.require(member, 'thread.see', target);
			const wanted = folded(query.trim());
			if (wanted.length < shortestQuery) return [];
			countLookup(member.memberId);

			const audience = await audienceOf(store, target);
			return audience
				.filter((person) => hasWordBeginning(wanted, person))
				.slice(0, mostChoices)
				.map((person) => ({ ...person, insert: mentionName(person, audience) }));
		}
	};

	async function targetOf(
		member: Member,
		where: { threadId: string } | WantedAudience
	): Promise<ThreadTarget> {
		if (!('threadId' in where)) return newThreadTarget(member, where);
		const thread = await store.discussions.threadFacts(where.threadId);
		if (thread === undefined) throw notFound();
		return threadTarget(thread);
	}
}

/** Without case and accents, so that "zoe" finds Zoë. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const hasWordBeginning = (wanted: string, person: Mentionable): boolean =>
	` ${folded(`${person.name} ${person.organisation}`)}`.includes(` ${wanted}`);

/** People as the access check knows them; an e-mail address is neither needed for that nor loaded. */
function toMembers(rows: readonly PersonSeatRow[]): Member[] {
	return [...Map.groupBy(rows, (row) => row.member_id)].map(([memberId, seats]) => ({
		kind: 'member',
		memberId,
		name: seats[0]?.name ?? '',
		email: '',
		allianceRoles: [],
		groups: [],
		seats: seats.map((seat) => ({
			organisationId: seat.organisation_id,
			organisationName: seat.organisation_name,
			organisationKind: seat.kind,
			role: seat.role
		}))
	}));
}
