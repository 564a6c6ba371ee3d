// The title and the page's number at the foot of each page: what a screen reader passes over.
import type { Book } from './book.ts';

/** Draws them on every page so far. */
export function drawFooters(book: Book, title: string): void {
	const { doc } = book;
	const { count } = doc.bufferedPageRange();
	for (let page = 0; page < count; page += 1) {
		doc.switchToPage(page);
		const { bottom } = doc.page.margins;
		// Below the margin pdfkit would begin a new page.
		doc.page.margins.bottom = 0;
		const y = doc.page.height - 44;
		doc.markContent('Artifact', { type: 'Pagination', attached: ['Bottom'] });
		const [run] = book.fonts.runs(title, 'regular');
		doc
			.font(run?.font ?? 'regular-latin')
			.fontSize(9)
			.fillColor('#57534e');
		doc.text(title, book.left, y, {
			width: book.width - 40,
			lineBreak: false,
			ellipsis: true
		});
		doc
			.font('regular-latin')
			.text(String(page + 1), book.left, y, { width: book.width, align: 'right' });
		doc.endMarkedContent();
		doc.page.margins.bottom = bottom;
	}
}
