// A text as a PDF: tagged, with title, language, bookmarks and page numbers.
import { createBook } from '../pdf/book.ts';
import { unknown } from '../pdf/fonts.ts';
import { drawFooters } from '../pdf/footers.ts';
import { newPdf } from '../pdf/new-pdf.ts';
import { drawSection } from '../pdf/section.ts';
import type { WholeText } from './whole-text.ts';

/** @param origin to which links within the workspace lead; @param made ISO 8601 */
export async function toPdf(text: WholeText, origin: string, made: string): Promise<Uint8Array> {
	const doc = newPdf(text.title, made);
	const chunks: Uint8Array[] = [];
	doc.on('data', (chunk: Uint8Array) => chunks.push(chunk));
	const ended = new Promise((resolve) => doc.on('end', resolve));
	const book = createBook(doc);
	const root = doc.struct('Document');
	doc.addStructure(root);
	doc.outline.addItem(text.title);
	book.block(root, 'H1', book.plain(text.title, 'bold'), { size: 22, after: 10 });
	for (const line of text.about) book.block(root, 'P', book.plain(line));
	book.block(root, 'P', [
		{ text: 'Read it as a page: ', style: 'regular' },
		{ text: text.address, style: 'regular', link: text.address }
	]);
	for (const { title, content } of text.sections) {
		const section = doc.struct('Sect');
		root.add(section);
		if (title !== null) {
			doc.outline.addItem(title);
			book.block(section, 'H2', book.plain(title, 'bold'), { size: 15, before: 14, after: 6 });
		}
		drawSection(book, section, { content: [...content] }, origin, 3);
		section.end();
	}
	if (book.fonts.missing > 0) {
		const words = `Some letters cannot be printed here and are shown as ${unknown}. The page above has all of them.`;
		book.block(root, 'P', book.plain(words, 'bold'));
	}
	root.end();
	drawFooters(book, text.title);
	doc.end();
	await ended;
	return Buffer.concat(chunks);
}
