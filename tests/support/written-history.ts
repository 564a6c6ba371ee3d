// A log as several people make it who write in one field at once, without a server: each has a document, what they
// write is a row, and they learn of each other's rows when the test says so.
import * as Y from 'yjs';
import type { LogEntry } from '#server/domain/collaboration/document-store.ts';
import { packRows } from '#server/domain/collaboration/history/log-rows.ts';
import { Recording } from '#server/domain/collaboration/history/recording.ts';

export const field = 'section:commitment-3';

export type Writer = { memberId: string; doc: Y.Doc; seen: number };

/** @param seconds between one row and the next. */
export function writtenHistory(memberIds: readonly string[], seconds = 1) {
	const rows: LogEntry[] = [];
	let now = Date.parse('2026-11-23T10:00:00.000Z');
	const writers = memberIds.map((memberId): Writer => {
		const writer = { memberId, doc: new Y.Doc(), seen: 0 };
		writer.doc.on('update', (bytes: Uint8Array, origin: unknown) => {
			if (origin === 'others') return;
			now += seconds * 1_000;
			rows.push({
				documentName: 'report-1',
				seq: rows.length + 1,
				memberId,
				at: new Date(now).toISOString(),
				bytes
			});
		});
		return writer;
	});

	return {
		rows,
		writers,
		/** The writer learns of every row so far. */
		catchUp({ doc, ...writer }: Writer): void {
			for (const { bytes, memberId } of rows) {
				if (memberId !== writer.memberId) Y.applyUpdate(doc, bytes, 'others');
			}
		},
		wait(milliseconds: number): void {
			now += milliseconds;
		},
		/** The text when the rows up to `seq` were there, played anew and read the plain way. */
		textAt: (seq: number): string => textOf(playedTo(rows, seq)),
		recording(): Recording {
			const recording = new Recording();
			recording.add(packRows(rows));
			return recording;
		}
	};
}

export function playedTo(rows: readonly LogEntry[], seq: number): Y.Doc {
	const doc = new Y.Doc();
	for (const row of rows) if (row.seq <= seq) Y.applyUpdate(doc, row.bytes);
	return doc;
}

/** Paragraphs, each with a line break at its end. */
export const textOf = (doc: Y.Doc): string =>
	paragraphsOf(doc)
		.map((paragraph) => `${lettersOf(paragraph)}\n`)
		.join('');

export const paragraphsOf = (doc: Y.Doc): Y.XmlElement[] =>
	doc.getXmlFragment(field).toArray() as Y.XmlElement[];

const lettersOf = (paragraph: Y.XmlElement): string =>
	paragraph
		.toArray()
		.flatMap((text) => (text as Y.XmlText).toDelta() as { insert: string }[])
		.map(({ insert }) => insert)
		.join('');

/** The text within a paragraph. */
export const textIn = (paragraph: Y.XmlElement): Y.XmlText => paragraph.get(0) as Y.XmlText;

export function addParagraph(doc: Y.Doc, at: number, words: string): void {
	doc.transact(() => {
		const paragraph = new Y.XmlElement('paragraph');
		doc.getXmlFragment(field).insert(at, [paragraph]);
		paragraph.insert(0, [new Y.XmlText(words)]);
	});
}
