// Whom a post may name: those who may see its thread, and nobody learns of anyone else (F5, F6).
import { DomainError, notFound } from '#server/kernel/errors.ts';
import type { Actor, Member } from '#server/kernel/actor.ts';
import type { PostTarget, ThreadTarget } from '#server/domain/access/targets.ts';
import type { Queries } from '#server/storage/store.ts';
import { dayOf } from '#shared/dates.ts';
import { shortestQuery } from '#shared/mention-query.ts';
import { findMentions, mentionName, type Mentionable } from '#shared/post-notation.ts';
import { findPlace, knowThreads, signedIn, type DiscussionsDeps } from './discussions-deps.ts';
import { newThreadTarget, type WantedAudience } from './new-thread-audience.ts';
import { loadPeople } from './people.ts';
import type { PlaceRef } from './places.ts';

/** A person to choose from; `insert` is what to type after "@". */
export type MentionChoice = Mentionable & { insert: string };

const mostChoices = 8;

/** Look-ups one member may make in a window: fast typing stays below it, reading out the member list does not. */
const mostLookups = 60;
const lookupWindow = 60_000;

export type Mentioning = ReturnType<typeof createMentioning>;

/** A thread there is, or one about to be started. */
export type MentionWhere = { threadId: string } | ({ place: PlaceRef } & WantedAudience);

export function createMentioning({ store, access, clock, places }: DiscussionsDeps) {
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

	/** Those who may see a thread, or a post in it, by name. */
	async function audienceOf(
		inside: Queries,
		target: ThreadTarget | PostTarget
	): Promise<Mentionable[]> {
		const hears = (member: Member): boolean =>
			target.kind === 'post'
				? access.can(member, 'post.see', target)
				: access.can(member, 'thread.see', target);
		return (await loadPeople(inside, dayOf(clock.iso())))
			.filter(hears)
			.map(({ memberId, name, seats }) => ({
				id: memberId,
				name,
				organisation: seats[0]?.organisationName ?? ''
			}));
	}

	return {
		/** Ids of those a post mentions, among those who may see it. */
		async mentioned(inside: Queries, target: PostTarget, body: string): Promise<string[]> {
			if (!body.includes('@')) return [];
			return findMentions(body, await audienceOf(inside, target));
		},

		/** At most eight people who may see this thread (or the one about to be started) and whose name or organisation
		 *  has a word beginning like that; none before the second letter.
		 *  @throws DomainError not-signed-in, not-found, too-often */
		async mentionable(actor: Actor, where: MentionWhere, query: string): Promise<MentionChoice[]> {
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

	async function targetOf(member: Member, where: MentionWhere): Promise<ThreadTarget> {
		if (!('threadId' in where)) {
			const { place } = await findPlace(places, store, where.place);
			return newThreadTarget(member, place.target, where);
		}
		const row = await store.discussions.threadFacts(where.threadId);
		const [thread] = row === undefined ? [] : await knowThreads(places, store, [row]);
		if (thread === undefined) throw notFound();
		return thread.target;
	}
}

/** Without case and accents, so that "zoe" finds Zoë. */
const folded = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

const hasWordBeginning = (wanted: string, person: Mentionable): boolean =>
	` ${folded(`${person.name} ${person.organisation}`)}`.includes(` ${wanted}`);
