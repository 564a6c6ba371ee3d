// What one person types while a batch is gathered becomes one update: one row of the log, one frame to each of the
// others. Only the head of such updates is looked at; the edits in them are moved as bytes (C36).
import * as Y from 'yjs';
import { sizeOfVarUint, varUints } from './protocol.ts';

type Decoded = ReturnType<typeof Y.decodeUpdate>;

/** An update of nothing but edits of one client, one after the other. */
export type Run = {
	client: number;
	/** Of its first edit. */
	clock: number;
	/** One past its last edit. */
	end: number;
	/** How many edits it is written as. */
	pieces: number;
	/** It stands next to edits of others, and so must stay behind theirs. */
	leansOnOthers: boolean;
};

/** The run that an update is, or null when it is none. @param reach how far its client had come before */
export function runOf({ structs, ds }: Decoded, reach: (client: number) => number): Run | null {
	const first = structs[0];
	if (first === undefined || ds.clients.size > 0) return null;
	const { client, clock } = first.id;
	if (clock !== reach(client)) return null;
	let end = clock;
	let leansOnOthers = false;
	for (const struct of structs) {
		if (!(struct instanceof Y.Item) || struct.id.client !== client || struct.id.clock !== end) {
			return null;
		}
		const { origin, rightOrigin, parent } = struct;
		leansOnOthers ||=
			(origin !== null && origin.client !== client) ||
			(rightOrigin !== null && rightOrigin.client !== client) ||
			(parent instanceof Y.ID && parent.client !== client);
		end += struct.length;
	}
	return { client, clock, end, pieces: structs.length, leansOnOthers };
}

export type RunUpdate = { run: Run; update: Uint8Array };

/** Two runs as one; the second goes on where the first ends. */
export function joinRuns(first: RunUpdate, second: RunUpdate): RunUpdate {
	const run = {
		...first.run,
		end: second.run.end,
		pieces: first.run.pieces + second.run.pieces,
		leansOnOthers: first.run.leansOnOthers || second.run.leansOnOthers
	};
	const head = varUints(headOf(run));
	const firstEdits = editsOf(first);
	const secondEdits = editsOf(second);
	const update = new Uint8Array(head.length + firstEdits.length + secondEdits.length + 1);
	update.set(head);
	update.set(firstEdits, head.length);
	update.set(secondEdits, head.length + firstEdits.length);
	// The last byte stays 0: nothing is deleted.
	return { run, update };
}

/** An update begins with: one client, so many edits, which client, the first edit's clock. */
const headOf = ({ pieces, client, clock }: Run): number[] => [1, pieces, client, clock];

function editsOf({ run, update }: RunUpdate): Uint8Array {
	const head = headOf(run).reduce((size, number) => size + sizeOfVarUint(number), 0);
	return update.subarray(head, update.length - 1);
}
