// What a discussion is about: a commitment, a group, a note, a section of a report, or a challenge; with the facts of it
// that decide who hears the discussion. Loaded in batches, in a fixed number of queries however many there are.
import type {
	ChallengeTarget,
	GroupTarget,
	NoteTarget,
	PlaceTarget,
	ReportTarget
} from '#server/domain/access/targets.ts';
import type { ChallengeRow } from '#server/storage/challenges.ts';
import type { PlaceColumns } from '#server/storage/discussions.ts';
import type { GroupRow } from '#server/storage/groups.ts';
import type { NoteFacts } from '#server/storage/notes.ts';
import type { ReportWithRound } from '#server/storage/rounds.ts';
import type { Queries } from '#server/storage/store.ts';
import { readPlaceWord, type PlaceRef } from '#shared/thread-place.ts';

export type { PlaceRef };

export type Place = {
	kind: PlaceRef['kind'];
	title: string;
	/** Of its page. */
	path: string;
	/** Who may read what stands there, as a list of readers. */
	readers: string;
	/** Null: a commitment, which everybody may see. */
	target: PlaceTarget | null;
};

/** How the facts of other domains are read, and the titles of a form's sections. */
export type PlaceFacts = {
	group(row: GroupRow): GroupTarget;
	note(row: NoteFacts): NoteTarget;
	report(row: ReportWithRound, organisationIds: readonly string[]): ReportTarget;
	challenge(row: ChallengeRow): ChallengeTarget;
	/** Null where the form has no such section. @param stored the JSON of report_templates.sections */
	sectionTitle(stored: string, key: string): string | null;
};

/** The place of a row; null where there is no such thing. */
export type PlaceOf = (row: PlaceColumns) => Place | null;
export type LoadPlaces = (inside: Queries, rows: readonly PlaceColumns[]) => Promise<PlaceOf>;

const nowhere: PlaceColumns = {
	commitment: null,
	group_id: null,
	note_id: null,
	report_id: null,
	section_key: null,
	challenge_id: null
};

/** A place as the row of a thread says it. */
export function columnsOf(place: PlaceRef): PlaceColumns {
	switch (place.kind) {
		case 'commitment':
			return { ...nowhere, commitment: place.number };
		case 'group':
			return { ...nowhere, group_id: place.id };
		case 'note':
			return { ...nowhere, note_id: place.id };
		case 'challenge':
			return { ...nowhere, challenge_id: place.id };
		case 'section':
			return { ...nowhere, report_id: place.reportId, section_key: place.key };
	}
}

/** A place as one text, where one column has to name it. */
export function placeKey(row: PlaceColumns): string {
	if (row.group_id !== null) return `group:${row.group_id}`;
	if (row.note_id !== null) return `note:${row.note_id}`;
	if (row.challenge_id !== null) return `challenge:${row.challenge_id}`;
	if (row.report_id !== null) return `section:${row.report_id}/${row.section_key}`;
	return `commitment:${row.commitment}`;
}

/** What `placeKey` wrote. */
export function readPlaceKey(key: string): PlaceColumns {
	const place = readPlaceWord(key);
	return place === null ? nowhere : columnsOf(place);
}

const present = (values: readonly (string | null)[]): string[] => [
	...new Set(values.filter((value) => value !== null))
];
const byId = <Row extends { id: string }>(rows: readonly Row[]): Map<string, Row> =>
	new Map(rows.map((row) => [row.id, row]));

export const createPlaces =
	(facts: PlaceFacts): LoadPlaces =>
	async (inside, rows) => {
		const reportIds = present(rows.map((row) => row.report_id));
		const [groupRows, noteRows, challengeRows, reportRows, organisations] = await Promise.all([
			inside.groups.byIds(present(rows.map((row) => row.group_id))),
			inside.notes.byIds(present(rows.map((row) => row.note_id))),
			inside.challenges.byIds(present(rows.map((row) => row.challenge_id))),
			inside.rounds.reportsByIds(reportIds),
			inside.rounds.organisationsOf(reportIds)
		]);
		const versions = present(reportRows.map((row) => row.template_version));
		const templates = new Map(
			(await inside.rounds.templates(versions)).map(({ version, sections }) => [version, sections])
		);
		const groups = byId(groupRows);
		const notes = byId(noteRows);
		const challenges = byId(challengeRows);
		const reports = byId(reportRows);

		function groupPlace(id: string): Place | null {
			const row = groups.get(id);
			if (row === undefined) return null;
			return {
				kind: 'group',
				title: row.name,
				path: `/groups/${row.slug}`,
				readers:
					row.joining === 'open'
						? 'everybody in the group, and all Pledge Makers and Pledge Supporters, who may join it'
						: 'everybody in the group',
				target: facts.group(row)
			};
		}

		function notePlace(id: string): Place | null {
			const row = notes.get(id);
			if (row === undefined) return null;
			const readers =
				row.visibility === 'only-me' ? 'those who write the note' : 'members who may read the note';
			return {
				kind: 'note',
				title: row.title,
				path: `/learning/${row.id}`,
				readers,
				target: facts.note(row)
			};
		}

		function challengePlace(id: string): Place | null {
			const row = challenges.get(id);
			if (row === undefined) return null;
			return {
				kind: 'challenge',
				title: row.title,
				path: `/challenges/${row.id}`,
				readers: 'those who may see the challenge',
				target: facts.challenge(row)
			};
		}

		function sectionPlace(reportId: string, key: string): Place | null {
			const row = reports.get(reportId);
			if (row === undefined) return null;
			const title = facts.sectionTitle(templates.get(row.template_version) ?? '[]', key);
			if (title === null) return null;
			const own = organisations.filter(({ report_id }) => report_id === reportId);
			return {
				kind: 'section',
				title: `${row.title}: ${title}`,
				path: `/reports/${reportId}/sections/${key}`,
				readers: `members of ${own.map(({ name }) => name).join(' and ')}`,
				target: facts.report(
					row,
					own.map(({ id }) => id)
				)
			};
		}

		return (row) => {
			if (row.group_id !== null) return groupPlace(row.group_id);
			if (row.note_id !== null) return notePlace(row.note_id);
			if (row.challenge_id !== null) return challengePlace(row.challenge_id);
			if (row.report_id !== null) return sectionPlace(row.report_id, row.section_key ?? '');
			if (row.commitment === null) return null;
			return {
				kind: 'commitment',
				title: `Commitment ${row.commitment}`,
				path: `/commitments/${row.commitment}`,
				readers: 'all Pledge Makers and Pledge Supporters',
				target: null
			};
		};
	};
