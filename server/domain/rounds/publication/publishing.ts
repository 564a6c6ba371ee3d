// A report goes public: its words become an edition, in the transaction of whoever decides that they do.
import { newId } from '#server/kernel/ids.ts';
import { memberIdOf, type Actor } from '#server/kernel/actor.ts';
import type { Clock } from '#server/kernel/clock.ts';
import type { DomainEvent } from '#server/kernel/events.ts';
import type { RecordAudit } from '#server/domain/audit/audit.ts';
import type { Queries, Store } from '#server/storage/store.ts';
import { makeEdition } from '../edition.ts';
import type { LoadedReport } from '../report-loading.ts';
import type { OrganisationStanding } from '../sign-off/standing.ts';

export type PublishReport = ReturnType<typeof createPublishing>;

/** The official wording of each commitment, in the version of the pledge that the round answers. */
export async function officialWording(
	queries: Queries,
	roundId: string
): Promise<Map<number, string>> {
	const round = await queries.rounds.byId(roundId);
	const commitments = await queries.pledge.commitments();
	return new Map(
		commitments
			.filter(({ version }) => version === round?.pledge_version)
			.map(({ number, wording }) => [number, wording])
	);
}

export function createPublishing({ audit, clock }: { audit: RecordAudit; clock: Clock }) {
	/** The moment in the text's history, kept for good. Null when nothing was ever written. */
	async function keepMoment(
		inside: Store,
		actor: Actor,
		{ row, text }: LoadedReport,
		number: number
	): Promise<string | null> {
		if (text.seq === 0) return null;
		const head = await inside.versions.headAt(row.document_name, text.seq);
		const id = newId();
		await inside.versions.add({
			id,
			document_name: row.document_name,
			seq: text.seq,
			kind: 'published',
			name: `Published as edition ${number}`,
			at: head?.at ?? clock.iso(),
			member_id: memberIdOf(actor),
			created_at: clock.iso()
		});
		return id;
	}

	/** @param edition.standings of its organisations: who signed these words. */
	return async function publish(
		inside: Store,
		emit: (event: DomainEvent) => void,
		actor: Actor,
		loaded: LoadedReport,
		edition: {
			number: number;
			note: string | null;
			publishedAt: string;
			wording: ReadonlyMap<number, string>;
			standings: readonly OrganisationStanding[];
		}
	): Promise<void> {
		const { row, template, text } = loaded;
		const { number, note, publishedAt, wording, standings } = edition;
		const versionId = await keepMoment(inside, actor, loaded, number);
		const made = makeEdition({
			reportId: row.id,
			number,
			title: row.title,
			note,
			versionId,
			publishedAt,
			template,
			wording,
			text
		});
		await inside.editions.add(
			made.row,
			made.sections,
			standings.flatMap(({ signature }) => signature?.id ?? [])
		);
		await inside.publications.setReport(row.id, {
			state: 'published',
			published_at: row.published_at ?? publishedAt,
			correcting_since: null
		});
		await audit(inside, actor, {
			action: 'report.publish',
			target: row.id,
			details: { edition: number, sha256: text.sha256 }
		});
		emit({ type: 'report-changed', reportId: row.id });
		emit({ type: 'record-changed' });
		emit({
			type: 'access-changed',
			scope: { kind: 'document', documentName: row.document_name }
		});
	};
}
