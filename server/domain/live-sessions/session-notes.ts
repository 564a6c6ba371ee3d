// The notes that all in a session write together: one text, with a part for the session, for each of its items and for
// each breakout room. Rooms are places, not walls: what is written in one is read by all who are in the session
// (docs/decisions/035-breakout-rooms.md).
import type { Actor } from '#server/kernel/actor.ts';
import type { TextNode } from '#server/domain/exports/text-file/whole-text.ts';
import { noteField } from '#shared/document-fields.ts';
import { escapeMarkup } from '#shared/escape-markup.ts';
import { notesFields } from '#shared/live-session/notes-fields.ts';
import type { NotesPart } from '#shared/live-session/notes-output.ts';
import { known, readRun, type LiveSessionsDeps } from './live-sessions-deps.ts';
import type { Run } from './run.ts';

/** The notes as the server holds them, by field. */
export type SessionText = {
	content: Record<string, { html: string; text: string; json: object } | undefined>;
};
/** Texts by the names of their documents, as the server holds them. */
export type SessionTexts = (
	documentNames: readonly string[]
) => Promise<(documentName: string) => SessionText>;

/** The parts in which something is written. */
export const notesParts = (
	run: Pick<Run, 'items' | 'breakouts'>,
	{ content }: SessionText
): NotesPart[] =>
	notesFields(run.items, run.breakouts).flatMap((part) => {
		const { html = '', text = '' } = content[part.field] ?? {};
		return html === '' ? [] : [{ ...part, html, text }];
	});

/** The parts as nodes of text; what was written about the whole session has no title. */
export const notesNodes = (
	run: Pick<Run, 'items' | 'breakouts'>,
	text: SessionText
): { title: string | null; content: TextNode[] }[] =>
	notesParts(run, text).map(({ field, title }) => ({
		title: field === noteField ? null : title,
		content: (text.content[field]?.json as TextNode | undefined)?.content ?? []
	}));

/** All parts as one text, each under its title; what was written about the whole session stands alone at the top. */
export const joinedNotes = (parts: readonly NotesPart[]): Pick<NotesPart, 'html' | 'text'> => ({
	html: parts
		.map(({ field, title, html }) =>
			field === noteField ? html : `<h3>${escapeMarkup(title)}</h3>${html}`
		)
		.join(''),
	text: parts
		.map(({ field, title, text }) => (field === noteField ? text : `${title}\n\n${text}`))
		.join('\n\n')
});

export type SessionNotesDeps = Pick<LiveSessionsDeps, 'store' | 'access' | 'groupTargets'> & {
	texts: SessionTexts;
};

export const createSessionNotes = (deps: SessionNotesDeps) => ({
	/** What has been written so far, for whoever is in the session. @throws DomainError not-found, not-allowed */
	async read(actor: Actor, id: string): Promise<NotesPart[]> {
		const { row, target } = await known(deps, deps.store, actor, id);
		deps.access.require(actor, 'live-session.take-part', target);
		const text = await deps.texts([row.document_name]);
		return notesParts(readRun(row), text(row.document_name));
	}
});
