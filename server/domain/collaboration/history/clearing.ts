// [F25] Whether one update took most of a section away.
import { countWords } from '#shared/words.ts';
import * as Y from 'yjs';
import { textFieldsOf } from '../fields.ts';
import { lettersOf } from './walk.ts';

/** A section that lost nearly all it had. */
export type Cleared = { field: string; words: number };

/** Sections of fewer words are soon written again. */
const worthGuarding = 100;
/** Of the words that stood there, at most this part is left. */
const mostLeft = 1 / 5;

/** Sections of which the update removed more than four fifths, whatever it wrote instead. */
export function clearedBy(before: readonly Uint8Array[], update: Uint8Array): Cleared[] {
	const doc = new Y.Doc({ gc: false });
	doc.transact(() => {
		for (const each of before) Y.applyUpdate(doc, each);
	});
	const known = Y.decodeStateVector(Y.encodeStateVector(doc));
	const fields = textFieldsOf(doc);
	const wordsLeft = (field: string): number => {
		const letters = [...lettersOf(doc.getXmlFragment(field))].filter(
			({ client, clock, isDeleted, around }) =>
				!isDeleted && !around.some((item) => item.deleted) && clock < (known.get(client) ?? 0)
		);
		return countWords(letters.map(({ text }) => text).join(''));
	};
	const had = new Map(fields.map((field) => [field, wordsLeft(field)]));
	Y.applyUpdate(doc, update);
	const cleared = [...had].flatMap(([field, words]): Cleared[] => {
		const left = wordsLeft(field);
		return words > worthGuarding && left < words * mostLeft ? [{ field, words: words - left }] : [];
	});
	doc.destroy();
	return cleared;
}
