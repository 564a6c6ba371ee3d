// A report as its readers are shown it: states, people, fingerprints and what they may do; without its words. Pure.
import type { Actor } from '#server/kernel/actor.ts';
import type { Access } from '#server/domain/access/access.ts';
import type { ReportState, SectionState } from '#shared/states.ts';
import type { LoadedReport, ReportOrganisation } from './report-loading.ts';

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
};

export type Report = {
	id: string;
	title: string;
	slug: string;
	state: ReportState;
	isSample: boolean;
	roundId: string;
	roundNumber: number;
	organisations: ReportOrganisation[];
	documentName: string;
	/** Fingerprint of the whole. */
	sha256: string;
	sections: ReportSection[];
	abilities: { read: boolean; write: boolean };
};

/** Fingerprints of what was published, for those who do not read what stands there now. */
export type PublishedHashes = { sha256: string; sections: ReadonlyMap<string, string> };

/** @param published of its newest edition; needed when the report is published and the actor is not of its organisations. */
export function viewOf(
	access: Access,
	actor: Actor,
	{ row, target, organisations, template, sections, text }: LoadedReport,
	published?: PublishedHashes
): Report {
	const readsNow = access.can(actor, 'report.read', target);
	const hashes = readsNow || row.state !== 'published' ? undefined : published;
	return {
		id: row.id,
		title: row.title,
		slug: row.slug,
		state: row.state,
		isSample: row.is_sample === 1,
		roundId: row.round_id,
		roundNumber: row.round_number,
		organisations,
		documentName: row.document_name,
		sha256: hashes?.sha256 ?? text.sha256,
		sections: template.map(({ key, title, commitment }) => {
			const stored = sections.find((section) => section.key === key);
			const now = text.sections.find((section) => section.key === key);
			const sha256 = now?.sha256 ?? '';
			return {
				key,
				title,
				commitment,
				state: stateNow(stored?.state ?? 'not-started', {
					words: now?.words ?? 0,
					isAsAgreed: [null, undefined, sha256].includes(stored?.agreed_sha256)
				}),
				ownerId: stored?.owner_id ?? null,
				ownerName: stored?.owner_name ?? null,
				dueAt: stored?.due_on ?? null,
				reviewerId: stored?.reviewer_id ?? null,
				reviewerName: stored?.reviewer_name ?? null,
				words: now?.words ?? 0,
				sha256: hashes?.sections.get(key) ?? sha256
			};
		}),
		abilities: {
			read: readsNow || access.can(actor, 'report.read-published', target),
			write: access.can(actor, 'report.write', target)
		}
	};
}

/**
 * A section that somebody has begun to write is being written, whether or not anyone has said so; and one whose words
 * were changed after they were agreed wants another look.
 */
function stateNow(
	stored: SectionState,
	{ words, isAsAgreed }: { words: number; isAsAgreed: boolean }
): SectionState {
	if (stored === 'not-started' && words > 0) return 'drafting';
	return stored === 'agreed' && !isAsAgreed ? 'ready-for-review' : stored;
}
