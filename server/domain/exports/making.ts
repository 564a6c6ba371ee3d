// Makes the file of one copy: reads piece by piece, hands each to the thread that writes, and leaves either the whole
// file or nothing.
import { mkdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { createThread } from '#server/kernel/thread.ts';
import type { Plan } from './gather.ts';
import type { MakerRequest } from './maker.ts';
import type { About } from './pieces.ts';

/** Of a file that is being written. */
export const partEnding = '.part';

/** A round of forty reports as one PDF needs about 200 MB. */
const mostMemoryMB = 1_024;

export class Cancelled extends Error {
	override readonly message = 'The copy was cancelled.';
}

/**
 * @param onStep told after each step how many are done
 * @throws Cancelled when `isCancelled` says so before the end; nothing is left behind then.
 */
export async function makeFile(
	plan: Plan,
	input: { file: string; format: 'zip' | 'pdf'; folder: string; about: About },
	{ onStep, isCancelled }: { onStep(done: number): void; isCancelled(): boolean }
): Promise<void> {
	const { file, ...more } = input;
	const part = `${file}${partEnding}`;
	const thread = createThread<MakerRequest, null>({
		name: 'the thread that makes copies',
		file: new URL('./export-worker.ts', import.meta.url),
		options: { resourceLimits: { maxOldGenerationSizeMb: mostMemoryMB } }
	});
	try {
		await mkdir(path.dirname(file), { recursive: true });
		await rm(part, { force: true });
		await thread.ask({ type: 'begin', file: part, titles: plan.titles, ...more });
		let done = 0;
		for await (const piece of plan.pieces) {
			if (isCancelled()) throw new Cancelled();
			if (piece !== null) await thread.ask({ type: 'add', piece });
			done += 1;
			onStep(Math.min(done, plan.total));
		}
		await thread.ask({ type: 'finish' });
		if (isCancelled()) throw new Cancelled();
		await rename(part, file);
	} finally {
		await thread.end(new Error('the copy is made'));
		await rm(part, { force: true });
	}
}
