// What pdfkit 0.20 takes and @types/pdfkit 0.17 does not know yet.
import 'pdfkit';

declare global {
	namespace PDFKit.Mixins {
		interface StructureElementOptions {
			/** Of a table's heading cell. */
			scope?: 'Column' | 'Row';
		}
	}
}
