// In the demonstration a learning note has been offered to a section that is being written, and waits for an answer.
import { newId } from '../kernel/ids.ts';
import type { Store } from '../storage/store.ts';

/** Comes after the notes. */
export async function seedEvidence(
	inside: Store,
	ids: { offeredBy: string; organisationId: string },
	now: number
): Promise<void> {
	const notes = await inside.notes.page(100, undefined, { isArchived: false });
	const note = notes.find(({ visibility }) => visibility === 'pledge-makers-and-supporters');
	if (note === undefined) throw new Error('the demonstration has no note to offer');
	await inside.evidence.add({
		id: newId(),
		source_kind: 'note',
		source_id: note.id,
		organisation_id: ids.organisationId,
		section_key: 'commitment-3',
		why: 'Sample text. It shows what a weekly circle by telephone takes, and why ours ended: of use where you write about working with people far from home.',
		offered_by: ids.offeredBy,
		offered_at: new Date(now - 2 * 86_400_000).toISOString(),
		outcome: null,
		answer: '',
		report_id: null,
		settled_by: null,
		settled_at: null
	});
}
