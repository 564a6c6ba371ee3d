import { expect, test } from 'vitest';
import { toCsv } from './csv.ts';

test('commas, quotation marks and line ends stay inside their cell', () => {
	expect(
		toCsv([
			['a', 'b'],
			['one, two', 'she said "no"\nand left']
		])
	).toBe('\uFEFFa,b\r\n"one, two","she said ""no""\nand left"\r\n');
});

test.each(['=HYPERLINK("http://x")', '+1', '-1', '@SUM(A1)', '\t=1'])(
	'[F9] a text that a spreadsheet would run stays a text: %s',
	(hostile) => {
		expect(
			toCsv([[hostile]])
				.slice(1)
				.replace(/^"/, '')[0]
		).toBe("'");
	}
);

test('numbers and what is not known stay as they are', () => {
	expect(toCsv([[-3, null, 0]])).toBe('\uFEFF-3,,0\r\n');
});
