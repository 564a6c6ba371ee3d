// A report as its readers are shown it: states, people, fingerprints and what they may do; without its words. Pure.
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { ReportState, SectionState } from '#shared/states.ts';
import type { LoadedReport, ReportOrganisation } from './report-loading.ts';
import { sectionStateNow } from './sections/section-state.ts';

export type ReportSection = {
	key: string;
	title: string;
	/** 1 … 7 when the section answers a commitment. */
	commitment: number | null;
	state: SectionState;
	ownerId: string | null;
	ownerName: string | null;
	/** A day: YYYY-MM-DD. */
	dueAt: string | null;
	reviewerId: string | null;
	reviewerName: string | null;
	words: number;
	/** Fingerprint of its text; signatures are bound to it. */
	sha256: string;
	openRemarks: number;
};

export type Report = {
	id: string;
	title: string;
	slug: string;
	state: ReportState;
	/** A correction of what was published is being written; said to those who follow it. */
	isCorrecting: boolean;
	isSample: boolean;
	roundId: string;
	roundNumber: number;
	organisations: ReportOrganisation[];
	documentName: string;
	/** Fingerprint of the whole. */
	sha256: string;
	/** What was asked to be changed and is not settled, in its sections and of the whole. */
	openRemarks: number;
	sections: ReportSection[];
	abilities: { read: boolean; write: boolean };
};

/** Fingerprints and lengths of what was published, for those who do not read what stands there now. */
export type PublishedHashes = {
	sha256: string;
	sections: ReadonlyMap<string, { sha256: string; words: number }>;
};

/** @param published of its newest edition; needed when the report is published and the actor is not of its organisations. */
export function viewOf(
	access: Access,
	actor: Actor,
	{ row, target, organisations, template, sections, text, remarks }: LoadedReport,
	published?: PublishedHashes
): Report {
	const readsNow = access.can(actor, 'report.read', target);
	const edition = readsNow || row.state !== 'published' ? undefined : published;
	const follows = access.can(actor, 'report.follow', target);
	return {
		id: row.id,
		title: row.title,
		slug: row.slug,
		state: row.state,
		isCorrecting: row.correcting_since !== null && follows,
		isSample: row.is_sample === 1,
		roundId: row.round_id,
		roundNumber: row.round_number,
		organisations,
		documentName: row.document_name,
		sha256: edition?.sha256 ?? text.sha256,
		openRemarks: follows ? remarks.length : 0,
		sections: template.map(({ key, title, commitment }) => {
			const now = text.sections.find((section) => section.key === key);
			const { words, sha256 } = edition?.sections.get(key) ?? {
				words: now?.words ?? 0,
				sha256: now?.sha256 ?? ''
			};
			const facts = { key, title, commitment, words, sha256 };
			if (!follows) return { ...facts, ...asPublished };
			const stored = sections.find((section) => section.key === key);
			return {
				...facts,
				state: sectionStateNow(stored, { words: now?.words ?? 0, sha256: now?.sha256 ?? '' }),
				ownerId: stored?.owner_id ?? null,
				ownerName: stored?.owner_name ?? null,
				dueAt: stored?.due_on ?? null,
				reviewerId: stored?.reviewer_id ?? null,
				reviewerName: stored?.reviewer_name ?? null,
				openRemarks: remarks.filter(({ section_key }) => section_key === key).length
			};
		}),
		abilities: {
			read: readsNow || access.can(actor, 'report.read-published', target),
			write: access.can(actor, 'report.write', target)
		}
	};
}

/** What the work on a section looks like from outside: done. */
const asPublished = {
	state: 'agreed',
	ownerId: null,
	ownerName: null,
	dueAt: null,
	reviewerId: null,
	reviewerName: null,
	openRemarks: 0
} as const;
