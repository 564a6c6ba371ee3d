// A real author's paper, edit by edit (the automerge-paper trace of josephg/editing-traces).
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { brotliDecompressSync } from 'node:zlib';
import * as Y from 'yjs';

/** The author's client id. */
export const author = 777;

/** One edit, and how far the author's edits reach with it. */
export type Edit = { update: Buffer; clock: number };

/** The first edits of the paper; all of them unless said. */
export function readTrace(most = Infinity): Edit[] {
	const trace = brotliDecompressSync(
		readFileSync(path.resolve(import.meta.dirname, '../../data/editing-trace.br'))
	);
	const edits: Edit[] = [];
	for (let at = 0; at < trace.length && edits.length < most;) {
		const length = trace.readUInt32LE(at);
		const clock = Math.max(trace.readUInt32LE(at + 4), edits.at(-1)?.clock ?? 0);
		edits.push({ update: trace.subarray(at + 8, at + 8 + length), clock });
		at += 8 + length;
	}
	if (most < Infinity && edits.length < most) throw new Error(`no ${most} edits in the trace`);
	return edits;
}

/** The text these edits make. */
export function textAfter(edits: readonly Edit[]): string {
	const doc = new Y.Doc();
	doc.transact(() => {
		for (const { update } of edits) Y.applyUpdate(doc, update);
	});
	const text = doc.getText('t').toJSON();
	doc.destroy();
	return text;
}

/** A document of some pages: the paper's beginning, until it weighs this much as one update. */
export function documentOf(bytes: number): { update: Uint8Array; clock: number; text: string } {
	const doc = new Y.Doc();
	let clock = 0;
	let update = Y.encodeStateAsUpdate(doc);
	for (const [index, edit] of readTrace().entries()) {
		Y.applyUpdate(doc, edit.update);
		clock = edit.clock;
		if (index % 100 !== 0) continue;
		update = Y.encodeStateAsUpdate(doc);
		if (update.length >= bytes) break;
	}
	return { update, clock, text: doc.getText('t').toJSON() };
}
