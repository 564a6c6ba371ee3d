// [F19] [F24] The server is killed with clients attached, twenty times at random moments, and started again. Whatever
// another person had on the screen, and whatever was called saved, is there afterwards, once.
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as Y from 'yjs';
import { startApp, type RunningApp } from '../support/app.ts';
import { collabClient, newDocument, until, type CollabClient } from '../support/collab-client.ts';

const kills = 20;
/** The kill comes somewhere in this span (ms) after the last client was let in. */
const [soonest, latest] = [100, 700];

type Writer = CollabClient & { name: string; written: number };

let app: RunningApp;
beforeAll(async () => {
	app = await startApp();
});
afterAll(() => app.stop());

const textOf = (doc: Y.Doc): string =>
	doc
		.getXmlFragment('body')
		.toArray()
		.map((node) => (node instanceof Y.XmlText ? node.toJSON() : ''))
		.join('');
const wordsOf = (doc: Y.Doc): string[] => textOf(doc).match(/\w+-\d+/g) ?? [];

function write(writer: Writer): void {
	const fragment = writer.doc.getXmlFragment('body');
	writer.doc.transact(() => {
		const [first] = fragment.toArray();
		const text = first instanceof Y.XmlText ? first : new Y.XmlText();
		if (first === undefined) fragment.insert(0, [text]);
		writer.written += 1;
		text.insert(text.length, ` ${writer.name}-${writer.written} `);
	});
}

test(
	`killed ${kills} times: nothing that was seen or called saved is lost, and nothing is there twice`,
	{ timeout: 180_000 },
	async () => {
		const tokens = await Promise.all(
			['leeds.drafter', 'leeds.lead'].map((person) => app.token(`${person}@demo.test`))
		);
		const [drafter = '', lead = ''] = tokens;
		const documentName = await newDocument(app, drafter);
		const writers = [drafter, lead, drafter].map((token, index): Writer => {
			const writer: Writer = {
				...collabClient(app, token, documentName, () => writer.written),
				name: `w${index}`,
				written: 0
			};
			return writer;
		});
		const [first] = writers;
		if (first === undefined) throw new Error('no writer');
		let seenByOthers = 0;
		let calledSaved = 0;

		for (let kill = 1; kill <= kills; kill += 1) {
			await Promise.all(writers.map((writer) => until(writer, () => writer.provider.synced)));
			const typing = writers.map((writer) =>
				setInterval(() => write(writer), 3 + Math.random() * 12)
			);
			await new Promise((resolve) =>
				setTimeout(resolve, soonest + Math.random() * (latest - soonest))
			);
			for (const timer of typing) clearInterval(timer);
			await app.kill();

			// What stands on somebody else's screen, and what was called saved, at the moment of the kill.
			const owed = new Set<string>();
			for (const writer of writers) {
				for (const word of wordsOf(writer.doc)) {
					if (!word.startsWith(`${writer.name}-`)) owed.add(word);
				}
				seenByOthers = Math.max(seenByOthers, owed.size);
				for (let number = 1; number <= writer.saved(); number += 1)
					owed.add(`${writer.name}-${number}`);
				calledSaved += writer.saved();
				// They come back only after a stranger has looked at what the server itself has kept.
				writer.provider.disconnect();
			}
			await app.restart();
			const stranger = collabClient(app, lead, documentName);
			await until(stranger, () => stranger.provider.synced);
			const kept = wordsOf(stranger.doc);
			stranger.destroy();
			expect(
				[...owed].filter((word) => !kept.includes(word)),
				`after kill ${kill}`
			).toEqual([]);
			expect(kept.length, `copies after kill ${kill}`).toBe(new Set(kept).size);
			for (const writer of writers) writer.provider.connect();
		}

		// In the end everything that anybody has typed is everywhere, once.
		await Promise.all(writers.map((writer) => until(writer, () => writer.provider.synced)));
		const all = writers.reduce((sum, { written }) => sum + written, 0);
		await Promise.all(
			writers.map((writer) => until(writer, () => wordsOf(writer.doc).length === all))
		);
		for (const writer of writers) expect(textOf(writer.doc)).toBe(textOf(first.doc));
		expect(new Set(wordsOf(first.doc)).size).toBe(all);
		// The test did something.
		expect(seenByOthers).toBeGreaterThan(100);
		expect(calledSaved).toBeGreaterThan(100);
		for (const writer of writers) writer.destroy();
	}
);
