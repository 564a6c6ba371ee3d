// Giving memory back. V8 collects when it allocates: a process that has just put a thousand documents away and has
// nothing else to do keeps them until somebody comes.
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

/** Collects everything at once, which may take 100 ms: to be called when nobody is there to wait for it. */
export function giveBackMemory(): void {
	setFlagsFromString('--expose-gc');
	const collect = runInNewContext('gc') as () => void;
	collect();
}
