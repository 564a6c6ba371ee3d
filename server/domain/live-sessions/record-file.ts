// The record of a session as a file to take away: as much of it as its reader may read.
import type { Actor } from '#server/kernel/actor.ts';
import type { TextFile, TextFormat } from '#server/domain/exports/text-file/text-files.ts';
import type { WholeText } from '#server/domain/exports/text-file/whole-text.ts';
import { counted, listed, opening } from '#shared/counting-words.ts';
import { dateInWords } from '#shared/dates.ts';
import type { RecordFormat } from '#shared/live-session/outcome-input.ts';
import type { SessionRecord } from '#shared/live-session/record-output.ts';
import { templates } from '#shared/live-session/templates.ts';
import { known, readRun, type LiveSessionsDeps } from './live-sessions-deps.ts';
import { sectionsOf, type TextSection } from './outcomes-as-text.ts';
import { notesNodes, type SessionTexts } from './session-notes.ts';

export type RecordFileDeps = Pick<LiveSessionsDeps, 'store' | 'access' | 'groupTargets'> & {
	record(actor: Actor, id: string): Promise<SessionRecord>;
	texts: SessionTexts;
	/** Lays a text out. */
	make(text: WholeText, format: TextFormat): Promise<TextFile>;
	origin: string;
};

/** Where a record is read as a page: by everybody, when it is public. */
export const recordPath = ({ id, state, agreement }: SessionRecord): string =>
	state === 'closed' && agreement.readers === 'public'
		? `/records/${id}`
		: `/sessions/${id}/record`;

function aboutOf(record: SessionRecord): string[] {
	const when = record.startedAt ?? record.startsAt;
	const came = `${opening(counted(record.came, 'person', 'people'))} came`;
	const of = record.organisations.length === 0 ? '' : `, of ${listed(record.organisations)}`;
	return [
		`${templates[record.kind].name}${when === null ? '' : `, ${dateInWords(when, { time: true, year: 'always' })}`}, with ${listed(record.facilitators)}. ${came}${of}.`,
		...(record.purpose === '' ? [] : [record.purpose]),
		...(record.isSample ? ['Sample text, written for the demonstration workspace.'] : [])
	];
}

/** @throws DomainError not-found, not-allowed: whoever may not read the record */
export const createRecordFile =
	(deps: RecordFileDeps) =>
	async (actor: Actor, id: string, format: RecordFormat): Promise<TextFile & { name: string }> => {
		const record = await deps.record(actor, id);
		const name = `session-${id}.${format}`;
		if (format === 'json') {
			return { name, type: 'application/json', body: JSON.stringify(record, null, '\t') };
		}
		let notes: TextSection[] = [];
		if (record.notes !== null) {
			const { row } = await known(deps, deps.store, actor, id);
			const text = await deps.texts([row.document_name]);
			notes = notesNodes(readRun(row), text(row.document_name));
		}
		const text: WholeText = {
			title: record.title,
			about: aboutOf(record),
			sections: sectionsOf(record.outcomes, notes),
			address: `${deps.origin}${recordPath(record)}`
		};
		return { name, ...(await deps.make(text, format)) };
	};
