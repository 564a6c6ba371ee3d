// What changed between two texts, word by word, when all there is of them is how they read. Pure. (Texts with a history
// are compared by it: collaboration/history/compare.ts.)

export type ChangedRun = { text: string; change: 'same' | 'added' | 'removed' };

/** Changes looked for before the rest is told as rewritten; more of them nobody reads one by one. */
const mostChanges = 500;

/** The runs of both texts, in order; what was removed stands before what came in its place. */
export function changedWords(before: string, after: string): ChangedRun[] {
	const old = pieces(before);
	const now = pieces(after);
	const head = alike(old.length, now.length, (index) => old[index] === now[index]);
	const rest = Math.min(old.length, now.length) - head;
	const tail = alike(rest, rest, (index) => old.at(-1 - index) === now.at(-1 - index));

	const runs: ChangedRun[] = [];
	const tell = (change: ChangedRun['change'], words: readonly string[]): void => {
		if (words.length === 0) return;
		const last = runs.at(-1);
		if (last?.change === change) last.text += words.join('');
		else runs.push({ change, text: words.join('') });
	};
	tell('same', old.slice(0, head));
	const between = {
		old: old.slice(head, old.length - tail),
		now: now.slice(head, now.length - tail)
	};
	for (const { change, words } of steps(between.old, between.now)) tell(change, words);
	tell('same', old.slice(old.length - tail));
	return runs;
}

/** Words, and what stands between them. */
const pieces = (text: string): string[] => text.match(/\n+|[^\S\n]+|\S+/g) ?? [];

function alike(most: number, other: number, is: (index: number) => boolean): number {
	let count = 0;
	while (count < Math.min(most, other) && is(count)) count += 1;
	return count;
}

type Step = { change: ChangedRun['change']; words: string[] };

/** The fewest steps from one to the other (Myers, 1986), those of one place with what was removed first. */
function steps(old: readonly string[], now: readonly string[]): Step[] {
	const trace = search(old, now);
	if (trace === null) {
		return [
			{ change: 'removed', words: [...old] },
			{ change: 'added', words: [...now] }
		];
	}
	const backwards: { change: ChangedRun['change']; word: string }[] = [];
	let x = old.length;
	let y = now.length;
	for (let d = trace.length - 1; d >= 0; d -= 1) {
		const reached = trace[d] as Map<number, number>;
		const at = (k: number): number => reached.get(k) ?? -1;
		const k = x - y;
		const isDown = k === -d || (k !== d && at(k - 1) < at(k + 1));
		const fromX = d === 0 ? 0 : isDown ? at(k + 1) : at(k - 1);
		const fromY = d === 0 ? 0 : fromX - (isDown ? k + 1 : k - 1);
		const afterStep = d === 0 ? 0 : isDown ? fromX : fromX + 1;
		while (x > afterStep) {
			x -= 1;
			y -= 1;
			backwards.push({ change: 'same', word: old[x] as string });
		}
		if (d === 0) break;
		if (isDown) backwards.push({ change: 'added', word: now[fromY] as string });
		else backwards.push({ change: 'removed', word: old[fromX] as string });
		x = fromX;
		y = fromY;
	}
	return removedFirst(backwards.reverse());
}

/** For each number of changes how far each diagonal had been reached before it; null when there are too many. */
function search(old: readonly string[], now: readonly string[]): Map<number, number>[] | null {
	const trace: Map<number, number>[] = [];
	let reached = new Map<number, number>();
	for (let d = 0; d <= Math.min(mostChanges, old.length + now.length); d += 1) {
		trace.push(reached);
		const next = new Map<number, number>();
		for (let k = -d; k <= d; k += 2) {
			const at = (diagonal: number): number => reached.get(diagonal) ?? -1;
			const isDown = k === -d || (k !== d && at(k - 1) < at(k + 1));
			let x = d === 0 ? 0 : isDown ? at(k + 1) : at(k - 1) + 1;
			while (x < old.length && x - k < now.length && old[x] === now[x - k]) x += 1;
			next.set(k, x);
			if (x >= old.length && x - k >= now.length) return trace;
		}
		reached = next;
	}
	return null;
}

function removedFirst(found: readonly { change: ChangedRun['change']; word: string }[]): Step[] {
	const done: Step[] = [];
	let removed: string[] = [];
	let added: string[] = [];
	const flush = (): void => {
		done.push({ change: 'removed', words: removed }, { change: 'added', words: added });
		removed = [];
		added = [];
	};
	for (const { change, word } of found) {
		if (change === 'removed') removed.push(word);
		else if (change === 'added') added.push(word);
		else {
			flush();
			done.push({ change, words: [word] });
		}
	}
	flush();
	return done;
}
