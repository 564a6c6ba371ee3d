// The thread that lays out texts that are taken away.
import { answerWith } from '#server/kernel/thread.ts';
import { toDocx } from './docx.ts';
import { toPdf } from './pdf.ts';
import type { LayOut } from './text-files.ts';

answerWith(({ format, text, origin, made }: LayOut): Uint8Array | Promise<Uint8Array> =>
	format === 'pdf' ? toPdf(text, origin, made) : toDocx(text, origin, made)
);
