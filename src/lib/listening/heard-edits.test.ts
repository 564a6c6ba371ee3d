import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { HeardEdits, type Author } from './heard-edits.ts';

const joel: Author = { memberId: 'joel', name: 'Joel' };
const amara: Author = { memberId: 'amara', name: 'Amara' };

/** Three copies of one text; what the others write comes to mine at once. */
function threeWriters(onlyOne: Author | null = null) {
	const mine = new Y.Doc();
	const theirs = { joel: new Y.Doc(), amara: new Y.Doc() };
	const names = new Map([
		[theirs.joel.clientID, joel],
		[theirs.amara.clientID, amara]
	]);
	const paragraph = new Y.XmlElement('paragraph');
	paragraph.insert(0, [new Y.XmlText('We asked people first.')]);
	mine.getXmlFragment('section:why').insert(0, [paragraph]);
	const all = [mine, theirs.joel, theirs.amara];
	const spread = (update: Uint8Array, origin: unknown): void => {
		if (origin === 'spread') return;
		for (const doc of all) Y.applyUpdate(doc, update, 'spread');
	};
	for (const doc of all) doc.on('update', spread);
	spread(Y.encodeStateAsUpdate(mine), null);
	let heard = 0;
	const edits = new HeardEdits({
		doc: mine,
		isIncoming: ({ origin }) => origin === 'spread',
		authorOf: (clientId) => names.get(clientId) ?? null,
		onlyOneIn: () => onlyOne,
		onHeard: () => heard++
	});
	const textIn = (doc: Y.Doc): Y.XmlText =>
		(doc.getXmlFragment('section:why').get(0) as Y.XmlElement).get(0) as Y.XmlText;
	return { mine, theirs, names, edits, textIn, heard: () => heard };
}

const type = (text: Y.XmlText, at: number, words: string): void => {
	[...words].forEach((letter, index) => text.insert(at + index, letter));
};

describe('what colleagues wrote', () => {
	test('letters are told as the words they became, by whom and where', () => {
		const { theirs, edits, textIn } = threeWriters();
		type(textIn(theirs.joel), 22, ' Then we paid them.');
		expect(edits.take()).toEqual([
			{ author: joel, field: 'section:why', added: 'Then we paid them.', removed: '' }
		]);
		expect(edits.take()).toEqual([]);
	});

	test('what was typed and taken back at once is not told', () => {
		const { theirs, edits, textIn } = threeWriters();
		const text = textIn(theirs.joel);
		type(text, 22, ' Thne');
		for (let at = 26; at >= 25; at--) text.delete(at, 1);
		type(text, 25, 'en');
		expect(edits.take()).toMatchObject([{ added: 'Then', removed: '' }]);
	});

	test('two people who write at once are told apart', () => {
		const { theirs, edits, textIn } = threeWriters();
		const [first, second] = [textIn(theirs.joel), textIn(theirs.amara)];
		for (const letter of ' one') first.insert(first.length, letter);
		for (const letter of 'Two ') second.insert('Two '.indexOf(letter), letter);
		const told = edits.take().map(({ author, added }) => [author?.name, added]);
		expect(told).toEqual([
			['Joel', 'one'],
			['Amara', 'Two']
		]);
	});

	test('new paragraphs keep their words apart', () => {
		const { theirs, edits } = threeWriters();
		const blocks = ['First', 'second'].map((words) => {
			const block = new Y.XmlElement('paragraph');
			block.insert(0, [new Y.XmlText(words)]);
			return block;
		});
		theirs.joel.getXmlFragment('section:next-steps').insert(0, blocks);
		expect(edits.take()).toMatchObject([
			{ author: joel, field: 'section:next-steps', added: 'First second' }
		]);
	});

	test('my own words are not heard, and nobody is named for a tab nobody knows', () => {
		const { mine, theirs, names, edits, textIn, heard } = threeWriters();
		textIn(mine).insert(0, 'Mine. ');
		expect(heard()).toBe(0);
		expect(edits.take()).toEqual([]);
		names.clear();
		textIn(theirs.joel).insert(0, 'Who? ');
		expect(edits.take()).toMatchObject([{ author: null, added: 'Who?' }]);
	});
});

describe('what colleagues removed', () => {
	test('words removed are counted to the only one who is there', () => {
		const { theirs, edits, textIn } = threeWriters(amara);
		const text = textIn(theirs.amara);
		for (let at = 21; at >= 16; at--) text.delete(at, 1);
		expect(edits.take()).toMatchObject([{ author: amara, added: '', removed: '.tsrif' }]);
	});

	test('nobody is accused when several are there', () => {
		const { theirs, edits, textIn } = threeWriters(null);
		textIn(theirs.amara).delete(0, 3);
		expect(edits.take()).toMatchObject([{ author: null, removed: 'We' }]);
	});

	test('whoever replaces words in one change also removed the old ones', () => {
		const { theirs, edits, textIn } = threeWriters(amara);
		const text = textIn(theirs.joel);
		theirs.joel.transact(() => {
			text.delete(3, 5);
			text.insert(3, 'heard');
		});
		expect(edits.take()).toMatchObject([{ author: joel, added: 'heard', removed: 'asked' }]);
	});

	test('a whole paragraph that goes is told by its words', () => {
		const { theirs, edits } = threeWriters(joel);
		theirs.joel.getXmlFragment('section:why').delete(0, 1);
		expect(edits.take()).toMatchObject([{ removed: 'We asked people first.' }]);
	});
});

test('nothing is heard after it was closed', () => {
	const { theirs, edits, textIn, heard } = threeWriters();
	edits.close();
	textIn(theirs.joel).insert(0, 'Late. ');
	expect(heard()).toBe(0);
});
