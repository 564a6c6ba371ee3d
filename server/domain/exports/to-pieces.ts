// From what the domains and the store answer to the pieces of a copy. Pure.
import type { Thread } from '#server/domain/discussions/thread-view.ts';
import type { Round } from '#server/domain/rounds/rounds.ts';
import type { NamedSignatureRow } from '#server/storage/signatures.ts';
import type { Tables } from '#server/storage/tables.ts';
import type { Note, NoteContent } from '#shared/note-output.ts';
import { circleWords } from '#shared/note-words.ts';
import type { NotePiece, PieceSignature, RoundPiece, ThreadPiece } from './pieces.ts';

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
		audience: audienceOf(thread),
		isSample: thread.isSample,
		closed: thread.closed?.reason ?? null,
		posts: thread.posts.map((post) => ({
			number: post.number,
			author: post.author.name,
			organisation: post.author.organisation,
			at: post.at,
			editedAt: post.editedAt,
			inReplyTo: post.inReplyTo === null ? null : (numbers.get(post.inReplyTo) ?? null),
			body: post.isLivedExperience ? null : post.body,
			html: post.isLivedExperience ? null : post.html,
			hiddenBecause: post.hidden?.reason ?? null,
			isLivedExperience: post.isLivedExperience,
			earlier: post.isLivedExperience ? [] : post.earlier.map(({ body, at }) => ({ body, at }))
		}))
	};
}

function audienceOf({ audience, organisation }: Thread): string {
	switch (audience) {
		case 'organisation':
			return organisation?.name ?? '';
		case 'pledge-makers':
			return 'Pledge Makers';
		case 'pledge-makers-and-supporters':
			return 'Pledge Makers and Pledge Supporters';
		case 'place':
			return 'whoever may see what it is about';
	}
}

export const notePiece = (note: Note, { html, text }: NoteContent): NotePiece => ({
	kind: 'note',
	id: note.id,
	title: note.title,
	what: note.kind,
	audience: circleWords(note.visibility, note.group?.name ?? null),
	contentNote: note.contentNote,
	authors: [note.author, ...note.coAuthors].map(({ name }) => name),
	organisations: note.organisations.map(({ name }) => name),
	groups: note.groups.map(({ name }) => name),
	commitments: note.commitments,
	themes: note.themes,
	startedAt: note.createdAt,
	archived: note.archived === null ? null : { at: note.archived.at, reason: note.archived.reason },
	isSample: note.isSample,
	html,
	text
});

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
