// Yjs's decoder with limits. A frame of 4 MB can describe two million edits of two bytes, each an object of a hundred
// bytes once decoded, or documents within the document, each of three thousand: it is stopped while it is read.
import * as Y from 'yjs';
import { deepestValue, mostPieces } from './limits.ts';
import { NotTheProtocol } from './protocol.ts';

/** Yjs's numbers for kinds of content that no editor of ours writes. */
const refused: Readonly<Record<number, string>> = {
	2: 'content of a form that Yjs has given up',
	9: 'a document within the document'
};

export class BoundedDecoder extends Y.UpdateDecoderV1 {
	#pieces = 0;

	/** Called once for each edit. */
	override readInfo(): number {
		const info = super.readInfo();
		this.#count();
		const reason = refused[info & 31];
		if (reason !== undefined) throw new NotTheProtocol(reason);
		return info;
	}

	/** Called once for each deleted range. */
	override readDsLen(): number {
		this.#count();
		return super.readDsLen();
	}

	override readAny(): unknown {
		return bounded(super.readAny());
	}

	override readJSON(): unknown {
		return bounded(super.readJSON());
	}

	#count(): void {
		if (++this.#pieces > mostPieces) throw new NotTheProtocol('too many edits in one update');
	}
}

/** @throws NotTheProtocol for a value nested too deep: whoever walks it later would run out of stack. */
function bounded(value: unknown): unknown {
	if (depthOf(value, deepestValue) > deepestValue) throw new NotTheProtocol('a value too deep');
	return value;
}

/** Levels of arrays and objects; looks no further than one below `most`. */
function depthOf(value: unknown, most: number): number {
	if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return 0;
	if (most < 0) return 1;
	let deepest = 0;
	for (const inner of Object.values(value)) deepest = Math.max(deepest, depthOf(inner, most - 1));
	return deepest + 1;
}
