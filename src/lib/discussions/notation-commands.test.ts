import { describe, expect, test } from 'vitest';
import {
	insertLink,
	insertMention,
	mentionBeforeCaret,
	toggleList,
	toggleMark,
	type Edit,
	type Selection
} from './notation-commands.ts';

/** "a [b] c": text with its selection; "a |c": the caret. */
function typed(drawn: string): Selection {
	if (drawn.includes('|')) {
		const at = drawn.indexOf('|');
		return { text: drawn.replace('|', ''), start: at, end: at };
	}
	const start = drawn.indexOf('⟦');
	const end = drawn.indexOf('⟧') - 1;
	return { text: drawn.replace(/[⟦⟧]/g, ''), start, end };
}
const after = ({ text }: Selection, edit: Edit): string => {
	const result = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
	return edit.start === edit.end
		? `${result.slice(0, edit.start)}|${result.slice(edit.start)}`
		: `${result.slice(0, edit.start)}⟦${result.slice(edit.start, edit.end)}⟧${result.slice(edit.end)}`;
};
const done = (drawn: string, command: (selection: Selection) => Edit): string => {
	const selection = typed(drawn);
	return after(selection, command(selection));
};

describe('the buttons over a post box', () => {
	test('bold goes around the selected words, not around the space after them', () => {
		const bold = (drawn: string) => done(drawn, (selection) => toggleMark(selection, '**'));
		expect(bold('pay ⟦half ⟧now')).toBe('pay **⟦half⟧** now');
		expect(bold('pay **⟦half⟧** now')).toBe('pay ⟦half⟧ now');
		expect(bold('pay |')).toBe('pay **|**');
	});

	test('italic likewise', () => {
		expect(done('⟦half⟧', (selection) => toggleMark(selection, '_'))).toBe('_⟦half⟧_');
	});

	test('a list begins every selected line, and ends when pressed again', () => {
		const bullets = (drawn: string) => done(drawn, (selection) => toggleList(selection, 'bullets'));
		expect(bullets('a\nb⟦b\nc⟧c\nd')).toBe('a\n⟦- bb\n- cc⟧\nd');
		expect(bullets('⟦- bb\n- cc⟧')).toBe('⟦bb\ncc⟧');
		expect(bullets('one|')).toBe('- one|');
		expect(bullets('|')).toBe('- |');
		const numbers = (drawn: string) => done(drawn, (selection) => toggleList(selection, 'numbers'));
		expect(numbers('⟦- a\n- b⟧')).toBe('⟦1. a\n2. b⟧');
	});

	test('a link takes the selected words and waits for its address', () => {
		expect(done('see ⟦the note⟧.', insertLink)).toBe('see [the note](⟦https://⟧).');
		expect(done('see |', insertLink)).toBe('see [words to show](⟦https://⟧)');
	});
});

describe('typing a mention', () => {
	test('begins with an @ that begins a word, and may hold spaces', () => {
		expect(mentionBeforeCaret(typed('Ask @Leeds dra|'))).toEqual({ at: 4, query: 'Leeds dra' });
		expect(mentionBeforeCaret(typed('(@Zo|'))).toEqual({ at: 1, query: 'Zo' });
	});

	test('is not an e-mail address, an @ alone, or one on another line', () => {
		for (const drawn of ['name@nhs|', 'Ask @|', 'Ask @ Le|', '@Leeds\n|', '⟦@Leeds⟧']) {
			expect(mentionBeforeCaret(typed(drawn)), drawn).toBeNull();
		}
	});

	test('ends with the chosen name and a space', () => {
		expect(
			done('Ask @le|, please', (selection) => insertMention(selection, 4, 'Leeds drafter'))
		).toBe('Ask @Leeds drafter |, please');
	});
});
