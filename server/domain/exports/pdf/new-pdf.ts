import PDFDocument from 'pdfkit';

const margins = { top: 64, bottom: 72, left: 68, right: 68 };

/** An empty PDF as all of ours are: A4, tagged, with title and language. @param madeAt ISO 8601 */
export const newPdf = (title: string, madeAt: string): PDFKit.PDFDocument =>
	new PDFDocument({
		size: 'A4',
		margins,
		pdfVersion: '1.7',
		// @ts-expect-error @types/pdfkit does not know it yet
		subset: 'PDF/UA',
		tagged: true,
		lang: 'en-GB',
		displayTitle: true,
		bufferPages: true,
		info: { Title: title, CreationDate: new Date(madeAt) }
	});
