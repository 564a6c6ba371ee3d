// From what the domains and the store answer to the pieces of a copy. Pure.
import type { Thread } from '#server/domain/discussions/thread-view.ts';
import type { Round } from '#server/domain/rounds/rounds.ts';
import type { NamedSignatureRow } from '#server/storage/signatures.ts';
import type { Tables } from '#server/storage/tables.ts';
import type { PieceSignature, RoundPiece, ThreadPiece } from './pieces.ts';

export const signaturePiece = (row: NamedSignatureRow): PieceSignature => ({
	organisation: row.organisation_name,
	member: row.member_name,
	onBehalfOf: row.lead_name,
	at: row.at,
	sha256: row.sha256,
	signedInWith: row.signed_in_with
});

export function threadPiece(thread: Thread): ThreadPiece {
	const numbers = new Map(thread.posts.map(({ id, number }) => [id, number]));
	return {
		kind: 'thread',
		id: thread.id,
		commitment: thread.commitment,
		title: thread.title,
		audience:
			thread.audience === 'organisation'
				? (thread.organisation?.name ?? '')
				: thread.audience === 'pledge-makers'
					? 'Pledge Makers'
					: 'Pledge Makers and Pledge Supporters',
		isSample: thread.isSample,
		closed: thread.closed?.reason ?? null,
		posts: thread.posts.map((post) => ({
			number: post.number,
			author: post.author.name,
			organisation: post.author.organisation,
			at: post.at,
			editedAt: post.editedAt,
			inReplyTo: post.inReplyTo === null ? null : (numbers.get(post.inReplyTo) ?? null),
			body: post.body,
			html: post.html,
			hiddenBecause: post.hidden?.reason ?? null,
			earlier: post.earlier.map(({ body, at }) => ({ body, at }))
		}))
	};
}

const dateNames: Record<string, string> = {
	draftsDueOn: 'Drafts due',
	reviewEndsOn: 'Review ends',
	signOffDueOn: 'Sign-off due',
	publishesAt: 'Publication'
};

export const roundPiece = (
	round: Round,
	expected: readonly { name: string }[],
	publications: readonly Tables['round_publications'][]
): RoundPiece => ({
	kind: 'round',
	round: { number: round.number, title: round.title },
	state: round.state,
	dates: [
		{ name: 'Opens', value: round.opensOn },
		{ name: 'Drafts due', value: round.draftsDueOn },
		{ name: 'Review ends', value: round.reviewEndsOn },
		{ name: 'Sign-off due', value: round.signOffDueOn },
		{ name: 'Publication', value: round.publishesAt }
	],
	moved: round.dateChanges.map(({ field, from, to, reason, at }) => ({
		date: dateNames[field] ?? field,
		from,
		to,
		reason,
		at
	})),
	expected: expected.map(({ name }) => name),
	publications: publications.map((each) => ({
		at: each.published_at,
		withdrawnAt: each.withdrawn_at,
		reason: each.reason
	})),
	coverage: round.coverage
});
