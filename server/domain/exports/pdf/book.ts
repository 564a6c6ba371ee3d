// Lays out paragraphs, headings, lists and tables on pages, each with its tag, so that a screen reader finds in the PDF
// what it finds on the page.
import { registerFonts, type Fonts, type Style } from './fonts.ts';

/** Letters of one look. */
export type Inline = { text: string; style: Style; link?: string };

export type Struct = PDFKit.PDFStructureElement;

export type TextLook = {
	size?: number;
	style?: Style;
	/** Space above and below, in points. */
	before?: number;
	after?: number;
	/** From the left edge of the text. */
	indent?: number;
};

const usualSize = 11;
const lineGap = 3;
const ink = '#1c1917';
const linkInk = '#4a1942';

export type Book = ReturnType<typeof createBook>;

export function createBook(doc: PDFKit.PDFDocument) {
	const fonts: Fonts = registerFonts(doc);
	const left = doc.page.margins.left;
	const width = doc.page.width - doc.page.margins.left - doc.page.margins.right;
	const bottom = doc.page.height - doc.page.margins.bottom;

	const plain = (text: string, style: Style = 'regular'): Inline[] => [{ text, style }];

	/** A new page unless there is room for this much. */
	function makeRoom(height: number): void {
		if (doc.y + height > bottom) doc.addPage();
	}

	/** Writes inlines as one paragraph inside `element`. */
	function write(
		element: Struct,
		inlines: readonly Inline[],
		{ x, width: within, size }: { x: number; width: number; size: number }
	): void {
		const runs = inlines.flatMap(({ text, style, link }) =>
			fonts.runs(text, style).map((run) => ({ ...run, link }))
		);
		let isFirst = true;
		runs.forEach(({ font, text, link }, index) => {
			const draw = (): void => {
				const options = {
					width: within,
					lineGap,
					continued: index < runs.length - 1,
					...(link === undefined ? {} : { link, underline: true })
				};
				doc
					.font(font)
					.fontSize(size)
					.fillColor(link === undefined ? ink : linkInk);
				if (isFirst) doc.text(text, x, doc.y, options);
				else doc.text(text, options);
				isFirst = false;
			};
			element.add(link === undefined ? draw : doc.struct('Link', { alt: text }, [draw]));
		});
	}

	function heightOf(inlines: readonly Inline[], within: number, size: number): number {
		const words = inlines.map(({ text }) => text).join('');
		const isBold = inlines.some(({ style }) => style === 'bold');
		doc.font(isBold ? 'bold-latin' : 'regular-latin').fontSize(size);
		return doc.heightOfString(words === '' ? ' ' : words, { width: within, lineGap });
	}

	/** A paragraph, heading or caption. */
	function block(
		parent: Struct,
		tag: string,
		inlines: readonly Inline[],
		look: TextLook = {}
	): void {
		if (inlines.length === 0) return;
		const { size = usualSize, before = 0, after = 6, indent = 0 } = look;
		doc.y += before;
		makeRoom(size * 1.6 * (tag.startsWith('H') ? 3 : 1));
		const element = doc.struct(tag);
		parent.add(element);
		write(element, inlines, { x: left + indent, width: width - indent, size });
		element.end();
		doc.y += after;
	}

	/** @param items each draws its own blocks into the body it is given, at this indent */
	function list(
		parent: Struct,
		labels: readonly string[],
		drawBody: (index: number, body: Struct, indent: number) => void,
		indent: number
	): void {
		const element = doc.struct('L');
		parent.add(element);
		labels.forEach((label, index) => {
			makeRoom(usualSize * 3);
			const item = doc.struct('LI');
			element.add(item);
			const { y } = doc;
			item.add(
				doc.struct('Lbl', {}, [
					() => {
						doc.font('regular-latin').fontSize(usualSize).fillColor(ink);
						doc.text(label, left + indent, y, { lineBreak: false });
					}
				])
			);
			doc.y = y;
			const body = doc.struct('LBody');
			item.add(body);
			drawBody(index, body, indent + 20);
			body.end();
			item.end();
		});
		element.end();
	}

	/** @param rows cells as inlines; those of the first row, or where `isHeader` says so, are headings */
	function table(
		parent: Struct,
		rows: readonly (readonly { inlines: readonly Inline[]; isHeader: boolean }[])[],
		{ indent = 0, size = 10 } = {}
	): void {
		const columns = Math.max(0, ...rows.map((cells) => cells.length));
		if (columns === 0) return;
		const gap = 8;
		const column = (width - indent) / columns;
		const element = doc.struct('Table');
		parent.add(element);
		doc.y += 4;
		const heights = rows.map((cells) =>
			Math.max(...cells.map(({ inlines }) => heightOf(inlines, column - gap, size)))
		);
		// One that fits on a page stands on one page.
		const whole = heights.reduce((sum, height) => sum + height + 9, 0);
		if (whole < bottom - doc.page.margins.top) makeRoom(whole);
		rows.forEach((cells, index) => {
			const height = heights[index] ?? 0;
			makeRoom(Math.min(height + 12, bottom - doc.page.margins.top));
			const top = doc.y + 3;
			const page = doc.page;
			const row = doc.struct('TR');
			element.add(row);
			let lowest = top;
			cells.forEach(({ inlines, isHeader }, place) => {
				const tag = isHeader ? 'TH' : 'TD';
				const cell = doc.struct(tag, isHeader ? { scope: index === 0 ? 'Column' : 'Row' } : {});
				row.add(cell);
				if (doc.page === page) doc.y = top;
				const shown = inlines.length === 0 ? plain(' ') : inlines;
				write(cell, shown, { x: left + indent + place * column, width: column - gap, size });
				lowest = Math.max(lowest, doc.y);
				cell.end();
			});
			row.end();
			doc.y = doc.page === page ? Math.max(lowest, top + height) : doc.y;
			artifact(() => {
				doc
					.moveTo(left + indent, doc.y + 2)
					.lineTo(left + width, doc.y + 2)
					.lineWidth(0.5)
					.strokeColor('#a8a29e')
					.stroke();
			});
			doc.y += 6;
		});
		element.end();
		doc.y += 6;
	}

	/** What a screen reader passes over. */
	function artifact(draw: () => void): void {
		doc.markContent('Artifact', { type: 'Layout' });
		draw();
		doc.endMarkedContent();
	}

	return {
		doc,
		fonts,
		left,
		width,
		bottom,
		ink,
		plain,
		block,
		list,
		table,
		artifact,
		heightOf,
		makeRoom
	};
}
