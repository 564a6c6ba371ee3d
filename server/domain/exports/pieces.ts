// What goes into a copy, piece by piece: plain data, so that it can be handed to the thread that writes the files.
import type { Tables } from '#server/storage/tables.ts';
import type { NoteKind, SectionState, SignedInWith } from '#shared/states.ts';

export type PieceRound = { number: number; title: string };

export type PieceReport = {
	id: string;
	title: string;
	slug: string;
	organisations: string[];
	isSample: boolean;
};

export type PieceSignature = {
	organisation: string;
	member: string;
	/** The lead for whom a deputy signed. */
	onBehalfOf: string | null;
	at: string;
	sha256: string;
	signedInWith: SignedInWith;
};

/** A report as it stands now. */
export type ReportPiece = {
	kind: 'report';
	round: PieceRound;
	report: PieceReport;
	state: Tables['reports']['state'];
	sha256: string;
	/** False: its words are with the organisations that write it. */
	isReadable: boolean;
	sections: {
		key: string;
		title: string;
		commitment: number | null;
		state: SectionState;
		owner: string | null;
		dueOn: string | null;
		sha256: string;
		html: string;
		text: string;
	}[];
	promises: Pick<Tables['promises'], 'words' | 'section_key' | 'outcome' | 'explanation'>[];
	remarks: {
		section: string | null;
		author: string;
		body: string;
		at: string;
		settledAt: string | null;
	}[];
	signatures: PieceSignature[];
	intentions: {
		intends: boolean;
		plannedFor: string;
		reason: string;
		by: string | null;
		at: string;
	}[];
};

/** A report as it was published. */
export type EditionPiece = {
	kind: 'edition';
	round: PieceRound;
	report: PieceReport;
	number: number;
	publishedAt: string;
	withdrawnAt: string | null;
	/** What a correction corrects. */
	note: string | null;
	sha256: string;
	sections: Pick<
		Tables['edition_sections'],
		'key' | 'title' | 'commitment' | 'wording' | 'sha256' | 'canonical' | 'html' | 'text'
	>[];
	signatures: PieceSignature[];
};

/** What the convenor published about a round. */
export type SynthesisPiece = {
	kind: 'synthesis';
	round: PieceRound;
	number: number;
	publishedAt: string;
	note: string | null;
	sha256: string;
	canonical: string;
	html: string;
};

export type ThreadPiece = {
	kind: 'thread';
	id: string;
	/** Null: it stands on something else. */
	commitment: number | null;
	title: string;
	audience: string;
	isSample: boolean;
	closed: string | null;
	posts: {
		number: number;
		author: string;
		organisation: string;
		at: string;
		editedAt: string | null;
		inReplyTo: number | null;
		/** Null when withdrawn, or hidden from whoever asked. */
		body: string | null;
		html: string | null;
		hiddenBecause: string | null;
		/** Its words are for the discussion alone, and not here. */
		isLivedExperience: boolean;
		earlier: { body: string; at: string }[];
	}[];
};

/** A learning note as it stands now. */
export type NotePiece = {
	kind: 'note';
	id: string;
	title: string;
	what: NoteKind;
	/** Who may read it, in words. */
	audience: string;
	/** What it talks about; empty for none. */
	contentNote: string;
	authors: string[];
	organisations: string[];
	groups: string[];
	commitments: number[];
	themes: string[];
	startedAt: string;
	archived: { at: string; reason: string } | null;
	isSample: boolean;
	html: string;
	text: string;
};

/** A round: its dates, what moved and why, whom it expected. */
export type RoundPiece = {
	kind: 'round';
	round: PieceRound;
	state: string;
	dates: { name: string; value: string }[];
	moved: { date: string; from: string; to: string; reason: string; at: string }[];
	expected: string[];
	publications: { at: string; withdrawnAt: string | null; reason: string | null }[];
	coverage: { reported: number; signatories: number };
};

export type PeoplePiece = {
	kind: 'people';
	signatories: { organisation: string; kind: string; region: string; role: string | null }[];
	members: {
		name: string;
		email: string;
		organisation: string | null;
		role: string | null;
		leftAt: string | null;
	}[];
};

/** A stretch of the log. */
export type LogPiece = {
	kind: 'log';
	part: number;
	rows: { at: string; by: string | null; action: string; target: string; details: unknown }[];
};

export type Piece =
	| ReportPiece
	| EditionPiece
	| SynthesisPiece
	| ThreadPiece
	| NotePiece
	| RoundPiece
	| PeoplePiece
	| LogPiece;

/** What the copy as a whole is. */
export type About = {
	title: string;
	/** In a sentence: whose, and what is in it. */
	scope: string;
	madeAt: string;
	/** The workspace it comes from. */
	origin: string;
};
