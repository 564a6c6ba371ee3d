// Challenges as their reader may know them, in a fixed number of queries however many there are.
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type {
	ChallengeRow,
	ChallengeWithNames,
	OfferWithNames
} from '#server/storage/challenges.ts';
import type { Queries } from '#server/storage/store.ts';
import { renderPost } from '#shared/post-notation.ts';
import type { Challenge, ChallengeSummary, Offer } from '#shared/challenge-output.ts';
import { challengeTarget } from './challenge-target.ts';
import type { ChallengesDeps } from './challenges-deps.ts';

type Deps = Pick<ChallengesDeps, 'access' | 'groupTarget' | 'noteTarget' | 'origins'> & {
	store: Queries;
};

const render = (words: string): string => renderPost(words, []);

/** With the offers on them, for a list. */
export async function toSummaries(
	{ store, access, groupTarget }: Deps,
	actor: Actor,
	rows: readonly ChallengeWithNames[]
): Promise<ChallengeSummary[]> {
	if (rows.length === 0) return [];
	const ids = rows.map(({ id }) => id);
	const [commitments, offers, groups, closers] = await Promise.all([
		store.challenges.commitmentsOf(ids),
		store.challenges.offersOf(ids),
		store.groups.byIds(rows.flatMap(({ group_id }) => group_id ?? [])),
		store.versions.names(rows.flatMap(({ closed_by }) => closed_by ?? []))
	]);
	const seen = groups.filter((group) => access.can(actor, 'group.see', groupTarget(group)));
	return rows.map((row) => {
		const group = seen.find(({ id }) => id === row.group_id);
		return {
			id: row.id,
			title: row.title,
			commitments: commitments
				.filter(({ challenge_id }) => challenge_id === row.id)
				.map(({ commitment }) => commitment),
			audience: row.audience,
			organisation: {
				id: row.organisation_id,
				name: row.organisation_name,
				region: row.region
			},
			group: group === undefined ? null : { id: group.id, slug: group.slug, name: group.name },
			author: { id: row.author_id, name: row.author_name },
			createdAt: row.created_at,
			isSample: row.is_sample === 1,
			offerCount: offers.filter(({ challenge_id }) => challenge_id === row.id).length,
			closed:
				row.closed_at === null
					? null
					: { at: row.closed_at, by: closers.get(row.closed_by ?? '') ?? '' }
		};
	});
}

/** One with all its words. */
export async function toChallenge(
	deps: Deps,
	actor: Actor,
	row: ChallengeWithNames
): Promise<Challenge | null> {
	const { store, access, origins, noteTarget } = deps;
	const from = originOf(row);
	const [[summary], offers, found, notes] = await Promise.all([
		toSummaries(deps, actor, [row]),
		store.challenges.offersOf([row.id]),
		origins(actor, from === null ? [] : [from]),
		store.notes.byIds(row.outcome_note_id === null ? [] : [row.outcome_note_id])
	]);
	if (summary === undefined) return null;
	const target = challengeTarget(row);
	const { can } = access;
	const me = memberIdOf(actor);
	const mayClose = can(actor, 'challenge.close', target);
	const note = notes.find((each) => can(actor, 'note.see', noteTarget(each)));
	return {
		...summary,
		body: row.body,
		html: render(row.body),
		from: found[0] ?? null,
		authorEmail: offers.some((each) => each.member_id === me && each.accepted_at !== null)
			? row.author_email
			: null,
		outcome: row.outcome,
		outcomeHtml: row.outcome === '' ? '' : render(row.outcome),
		outcomeNote: note === undefined ? null : { id: note.id, title: note.title },
		offers: offers.map((offer) => toOffer(offer, { me, mayClose, isOpen: row.closed_at === null })),
		abilities: {
			change: can(actor, 'challenge.change', target),
			offer:
				can(actor, 'challenge.offer', target) && !offers.some(({ member_id }) => member_id === me),
			close: mayClose
		}
	};
}

function toOffer(
	offer: OfferWithNames,
	asking: {
		me: string | null;
		mayClose: boolean;
		isOpen: boolean;
	}
): Offer {
	const isAccepted = offer.accepted_at !== null;
	return {
		id: offer.id,
		by: {
			id: offer.member_id,
			name: offer.member_name,
			organisation: offer.organisation ?? ''
		},
		words: offer.words,
		html: render(offer.words),
		at: offer.created_at,
		accepted: offer.accepted_at,
		email: isAccepted && asking.mayClose ? offer.member_email : null,
		abilities: {
			withdraw: asking.isOpen && offer.member_id === asking.me,
			accept: asking.isOpen && asking.mayClose && !isAccepted && offer.member_id !== asking.me
		}
	};
}

const originOf = (row: ChallengeRow) =>
	row.origin_kind === null || row.origin_id === null
		? null
		: { kind: row.origin_kind, id: row.origin_id, part: row.origin_part };
