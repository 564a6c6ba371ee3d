import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { createFolder } from './folding.ts';

const updatesOf = (letters: number): { updates: Uint8Array[]; text: string } => {
	const doc = new Y.Doc();
	const updates: Uint8Array[] = [];
	doc.on('update', (update: Uint8Array) => updates.push(update));
	const text = doc.getText('text');
	for (let index = 0; index < letters; index++) text.insert((index * 7) % (index + 1), 'x');
	text.delete(0, letters / 2);
	return { updates, text: text.toJSON() };
};

test.each([
	['here', 50],
	['in the worker', 5_000]
])('C61 folding %s keeps every letter and needs fewer bytes', async (_, letters) => {
	const { updates, text } = updatesOf(letters);
	const folder = createFolder();
	const folded = await folder.fold(updates);
	const doc = new Y.Doc();
	Y.applyUpdate(doc, folded);
	expect(doc.getText('text').toJSON()).toBe(text);
	expect(folded.length).toBeLessThan(updates.reduce((sum, { length }) => sum + length, 0));
	await folder.close();
});

test('C61 what cannot be folded fails, and the next one does not', async () => {
	const { updates, text } = updatesOf(5_000);
	const folder = createFolder();
	const noise = new Uint8Array(100_000).fill(255);
	await expect(folder.fold([noise])).rejects.toThrow();
	const doc = new Y.Doc();
	Y.applyUpdate(doc, await folder.fold(updates));
	expect(doc.getText('text').toJSON()).toBe(text);
	await folder.close();
});
