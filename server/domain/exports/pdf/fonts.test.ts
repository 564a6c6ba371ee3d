import PDFDocument from 'pdfkit';
import { expect, test } from 'vitest';
import { registerFonts } from './fonts.ts';

const fonts = registerFonts(new PDFDocument());

test('a name is set in the fonts that have its letters', () => {
	expect(fonts.runs('Łódź and Ọlá', 'bold')).toEqual([
		{ font: 'bold-latin-ext', text: 'Ł' },
		{ font: 'bold-latin', text: 'ód' },
		{ font: 'bold-latin-ext', text: 'ź' },
		{ font: 'bold-latin', text: ' and ' },
		{ font: 'regular-vietnamese', text: 'Ọ' },
		{ font: 'bold-latin', text: 'lá' }
	]);
	expect(fonts.missing).toBe(0);
});

test('a hyphen that Word has made unbreakable is a hyphen', () => {
	expect(fonts.runs('co\u2011produced', 'italic')).toEqual([
		{ font: 'italic-latin', text: 'co-produced' }
	]);
	expect(fonts.missing).toBe(0);
});

test('a letter that no font has is marked, and counted', () => {
	expect(fonts.runs('a 😀 b', 'regular')).toEqual([{ font: 'regular-latin', text: 'a [?] b' }]);
	expect(fonts.missing).toBe(1);
});
