// A document's text as the server holds it now, field by field: for pages, the API and exports. Works from the
// stored bytes, so it does not matter whether anybody has the document open.
import * as Y from 'yjs';
import { wordsIn } from '#shared/words.ts';
import type { DocumentStore } from './document-store.ts';
import { documentSchema, readFields } from './fields.ts';
import { prune } from './prune.ts';
import { toHtml, toText } from './render.ts';

export type FieldContent = {
	/** ProseMirror JSON in the schema of #shared/editor-schema.ts. */
	json: object;
	/** Safe to put into a page; empty when nothing is written. */
	html: string;
	text: string;
	words: number;
};

/** By field: `section:why` …, or `body`. A field nobody has touched is missing. */
export type DocumentContent = { readonly [field: string]: FieldContent };

/** The text of a document given as Yjs updates. Never throws for what a client may have put into it. */
export function contentOf(updates: readonly Uint8Array[]): DocumentContent {
	const doc = applied(updates);
	const fields = [...readFields(doc)].map(([field, raw]): [string, FieldContent] => {
		const node = prune(documentSchema, raw);
		const content = {
			json: node.toJSON() as object,
			html: toHtml(node),
			text: toText(node),
			words: wordsIn(node)
		};
		return [field, content];
	});
	doc.destroy();
	return Object.fromEntries(fields);
}

/**
 * A document with these updates. Elements nested by the thousand exhaust the stack in Yjs when they are deleted:
 * such a document reads as it did before the first update that cannot be applied.
 */
function applied(updates: readonly Uint8Array[]): Y.Doc {
	const whole = tryToApply(updates);
	if (whole !== null) return whole;
	let sound = 0;
	let unsound = updates.length;
	while (unsound - sound > 1) {
		const middle = (sound + unsound) >> 1;
		if (tryToApply(updates.slice(0, middle)) === null) unsound = middle;
		else sound = middle;
	}
	return tryToApply(updates.slice(0, sound)) ?? new Y.Doc();
}

function tryToApply(updates: readonly Uint8Array[]): Y.Doc | null {
	const doc = new Y.Doc();
	try {
		doc.transact(() => {
			for (const update of updates) Y.applyUpdate(doc, update);
		});
		return doc;
	} catch {
		return null;
	}
}

/** Texts kept ready: a round's reports and then some. */
const keptReady = 60;

/** Reads texts, keeping the latest of the last documents asked for until they change. */
export function createContentReader(store: DocumentStore) {
	const ready = new Map<string, { seq: number; content: DocumentContent }>();

	/** The text by field; empty for a document that does not exist. */
	return async function content(documentName: string): Promise<DocumentContent> {
		const seq = await store.lastSeq(documentName);
		if (seq === null) return {};
		const known = ready.get(documentName);
		ready.delete(documentName);
		if (known?.seq === seq) {
			ready.set(documentName, known);
			return known.content;
		}
		const stored = await store.load(documentName);
		if (stored === null) return {};
		const updates = stored.tail.map((update) => update.bytes);
		if (stored.snapshot !== null) updates.unshift(stored.snapshot.bytes);
		const fresh = {
			seq: stored.tail.at(-1)?.seq ?? stored.snapshot?.seq ?? 0,
			content: contentOf(updates)
		};
		ready.set(documentName, fresh);
		for (const oldest of ready.keys()) {
			if (ready.size <= keptReady) break;
			ready.delete(oldest);
		}
		return fresh.content;
	};
}
