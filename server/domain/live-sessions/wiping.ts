// Lets go of what the database keeps of earlier states, soon after something was said without a name. When many vote at
// once, one wiping serves all that came before it.
import type { Log } from '#server/kernel/log.ts';

/** @returns asks for a wiping; it does not wait for it */
export function createWiping(wipe: () => Promise<void>, log: Log): () => void {
	let isUnderWay = false;
	let isAsked = false;

	async function work(): Promise<void> {
		isUnderWay = true;
		while (isAsked) {
			isAsked = false;
			try {
				await wipe();
			} catch (error) {
				log.warn({ err: error }, 'earlier states of a session stay in the database files for now');
			}
		}
		isUnderWay = false;
	}

	return () => {
		isAsked = true;
		if (!isUnderWay) void work();
	};
}
