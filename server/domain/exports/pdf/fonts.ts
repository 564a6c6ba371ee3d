// The fonts of the PDF, embedded: the typeface of published reports, in the files fonts/README.md tells of. Each holds
// some alphabets, so a line is set in runs.
import path from 'node:path';

export type Style = 'regular' | 'bold' | 'italic';

const families: Record<Style, readonly string[]> = {
	regular: ['regular-latin', 'regular-latin-ext', 'regular-vietnamese'],
	bold: ['bold-latin', 'bold-latin-ext', 'regular-vietnamese'],
	italic: ['italic-latin', 'italic-latin-ext', 'regular-vietnamese']
};

/** Stands for what none of the fonts can show. */
export const unknown = '[?]';
/** Letters that have a usual one for their like. */
const alike: Readonly<Record<string, string>> = { '\u2011': '-', '\u202f': '\u00a0' };

export type Run = { font: string; text: string };

/** What pdfkit keeps of the font that is set; it asks the same question when it draws. */
type WithFont = { _font: { font: { hasGlyphForCodePoint(codePoint: number): boolean } } };

export type Fonts = {
	/** The text in runs of one font each. */
	runs(text: string, style: Style): Run[];
	/** How many letters could not be shown so far. */
	readonly missing: number;
};

export function registerFonts(doc: PDFKit.PDFDocument): Fonts {
	for (const name of new Set(Object.values(families).flat())) {
		const file = `source-serif-4-${name}.ttf`;
		doc.registerFont(name, path.join(import.meta.dirname, 'fonts', file));
	}
	let missing = 0;
	/** By font and letter. */
	const known = new Map<string, boolean>();

	function has(font: string, letter: string): boolean {
		const key = `${font} ${letter}`;
		let answer = known.get(key);
		if (answer === undefined) {
			const { font: set } = (doc.font(font) as unknown as WithFont)._font;
			answer = set.hasGlyphForCodePoint(letter.codePointAt(0) ?? 0);
			known.set(key, answer);
		}
		return answer;
	}

	return {
		runs(text, style) {
			const [usual = '', ...others] = families[style];
			const runs: Run[] = [];
			for (const typed of text.normalize('NFC')) {
				const letter = alike[typed] ?? typed;
				const font = has(usual, letter) ? usual : others.find((each) => has(each, letter));
				if (font === undefined) missing += 1;
				const next = { font: font ?? usual, text: font === undefined ? unknown : letter };
				const last = runs.at(-1);
				if (last?.font === next.font) last.text += next.text;
				else runs.push(next);
			}
			return runs;
		},
		get missing() {
			return missing;
		}
	};
}
