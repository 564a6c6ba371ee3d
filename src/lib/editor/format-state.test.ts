import { expect, test } from 'vitest';
import { formatChange, plainFormat } from './format-state.ts';

test('what changes at the caret is announced in words', () => {
	expect(formatChange(plainFormat, { ...plainFormat, bold: true })).toBe('Bold on');
	expect(formatChange({ ...plainFormat, bold: true }, plainFormat)).toBe('Bold off');
	expect(formatChange(plainFormat, { ...plainFormat, block: 'heading' })).toBe('Heading');
	expect(formatChange({ ...plainFormat, block: 'subheading' }, plainFormat)).toBe('Paragraph');
});

test('turning one kind of list into the other says the new kind only', () => {
	expect(
		formatChange({ ...plainFormat, bulletList: true }, { ...plainFormat, orderedList: true })
	).toBe('Numbered list on');
});

test('typing on is not announced', () => {
	expect(formatChange(plainFormat, { ...plainFormat, canUndo: true })).toBeNull();
});
