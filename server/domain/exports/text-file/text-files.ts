// Texts that are taken away as files. What takes computing is laid out in a thread of its own, so that nobody's letters
// wait for it.
import type { Clock } from '#server/kernel/clock.ts';
import { createThread } from '#server/kernel/thread.ts';
import { toHtml } from './html.ts';
import type { TextNode, WholeText } from './whole-text.ts';

export type TextFormat = 'html' | 'docx' | 'pdf';
export type TextFile = { type: string; body: string | Uint8Array<ArrayBuffer> };
export type LayOut = {
	format: 'docx' | 'pdf';
	text: WholeText;
	origin: string;
	/** When; ISO 8601. */
	made: string;
};

export type TextFilesDeps = {
	/** Where the workspace is. */
	origin: string;
	clock: Clock;
	/** A pruned text as HTML that is safe to put into a page. */
	htmlOf(content: readonly TextNode[]): string;
};

const types: Readonly<Record<TextFormat, string>> = {
	html: 'text/html; charset=utf-8',
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	pdf: 'application/pdf'
};
const mostMemoryMB = 512;

export function createTextFiles({ origin, clock, htmlOf }: TextFilesDeps) {
	const thread = createThread<LayOut, Uint8Array<ArrayBuffer>>({
		name: 'the thread that lays out texts',
		file: new URL('./text-file-worker.ts', import.meta.url),
		options: { resourceLimits: { maxOldGenerationSizeMb: mostMemoryMB } }
	});
	return {
		async make(text: WholeText, format: TextFormat): Promise<TextFile> {
			const type = types[format];
			if (format === 'html') return { type, body: toHtml(text, origin, htmlOf) };
			return { type, body: await thread.ask({ format, text, origin, made: clock.iso() }) };
		},
		/** Ends the thread, if one runs. */
		close: (): Promise<void> => thread.end(new Error('the workspace stops'))
	};
}
