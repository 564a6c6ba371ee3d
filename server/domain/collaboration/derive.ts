// A document's text as the server holds it now, field by field: for pages, the API and exports. Works from the
// stored bytes, so it does not matter whether anybody has the document open.
import { setImmediate as nextTurn } from 'node:timers/promises';
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

/** A text as HTML that is safe to put into a page. @param json ProseMirror's, from anywhere */
export const htmlOf = (json: object): string =>
	toHtml(prune(documentSchema, json as Parameters<typeof prune>[1]));

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

/** Texts kept ready: those of several rounds. */
const keptReady = 200;

/** A text and up to which update it goes. */
export type TextAt = { seq: number; content: DocumentContent };

const nothing: TextAt = { seq: 0, content: {} };

/** Reads texts, keeping the latest of the last documents asked for until they change. */
export function createContentReader(store: DocumentStore) {
	const ready = new Map<string, TextAt>();

	function keep(documentName: string, text: TextAt): void {
		ready.delete(documentName);
		ready.set(documentName, text);
		for (const oldest of ready.keys()) {
			if (ready.size <= keptReady) break;
			ready.delete(oldest);
		}
	}

	/** Several texts in a fixed number of queries; one that does not exist is empty. */
	async function texts(
		documentNames: readonly string[]
	): Promise<(documentName: string) => TextAt> {
		const lasts = await store.lastSeqs(documentNames);
		const found = new Map<string, TextAt>();
		for (const name of documentNames) {
			const known = ready.get(name);
			if (known?.seq === lasts.get(name)) found.set(name, known ?? nothing);
		}
		const stored = await store.loadMany(documentNames.filter((name) => !found.has(name)));
		for (const [name, { snapshot, tail }] of stored) {
			const updates = tail.map((update) => update.bytes);
			if (snapshot !== null) updates.unshift(snapshot.bytes);
			found.set(name, {
				seq: tail.at(-1)?.seq ?? snapshot?.seq ?? 0,
				content: contentOf(updates)
			});
			// A round's texts take half a second together, in which nobody's letters would get through.
			if (stored.size > 1) await nextTurn();
		}
		for (const [name, text] of found) if (text.seq > 0) keep(name, text);
		return (documentName) => found.get(documentName) ?? nothing;
	}

	return {
		texts,
		/** The text by field; empty for a document that does not exist. */
		async content(documentName: string): Promise<DocumentContent> {
			return (await texts([documentName]))(documentName).content;
		}
	};
}
