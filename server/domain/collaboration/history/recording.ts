// A document's log played into one Y.Doc that forgets nothing: every letter that ever stood in a field, with the row
// that brought it and the row that took it away.
import * as Y from 'yjs';
import { textFieldsOf } from '../fields.ts';
import { FirstClaims } from './first-claims.ts';
import { unpackRows, type LogRow, type PackedRows } from './log-rows.ts';
import { lettersOf } from './walk.ts';

/** Letters that came and went together. */
export type Piece = {
	text: string;
	client: number;
	/** Of the first letter. */
	clock: number;
	/** Elements around it, outermost first. */
	around: readonly Y.Item[];
	/** Index of the row that brought it. */
	born: number;
	/** Index of the row that took it away; Infinity while it stands. */
	died: number;
};

/** Whether it could be read when the rows up to `moment` were there. */
export const stoodAt = ({ born, died }: Piece, moment: number): boolean =>
	born <= moment && died > moment;

export class Recording {
	readonly #rows: LogRow[] = [];
	/** Made when first needed: the text of a moment can be read without it. */
	#played: Played | null = null;

	add(packed: PackedRows): void {
		for (const row of unpackRows(packed)) this.#rows.push(row);
	}

	/** Index of the last row up to this number; -1 when there is none. */
	momentOf(seq: number): number {
		let low = 0;
		let high = this.#rows.length;
		while (low < high) {
			const middle = (low + high) >> 1;
			if ((this.#rows[middle] as LogRow).seq <= seq) low = middle + 1;
			else high = middle;
		}
		return low - 1;
	}

	/** The row at an index that a piece names. */
	row(index: number): LogRow {
		const row = this.#rows[index];
		if (row === undefined) throw new Error(`no row ${index}`);
		return row;
	}

	/** The updates up to and including this number. */
	updatesUpTo(seq: number): Uint8Array[] {
		return this.#rows.slice(0, this.momentOf(seq) + 1).map(({ bytes }) => bytes);
	}

	/** The fields that anybody has touched. */
	fields(): string[] {
		return this.#play().fields();
	}

	/** All that ever stood in a field, in order; none for a field that nobody has touched. */
	pieces(field: string): Piece[] {
		return this.#play().pieces(field);
	}

	#play(): Played {
		this.#played ??= new Played();
		this.#played.catchUp(this.#rows);
		return this.#played;
	}
}

class Played {
	readonly #doc = new Y.Doc({ gc: false });
	readonly #brought = new FirstClaims();
	readonly #taken = new FirstClaims();
	#count = 0;

	catchUp(rows: readonly LogRow[]): void {
		// One transaction: a few times faster than one for each keystroke.
		this.#doc.transact(() => {
			for (; this.#count < rows.length; this.#count++) {
				const { bytes } = rows[this.#count] as LogRow;
				this.#claim(bytes, this.#count);
				Y.applyUpdate(this.#doc, bytes);
			}
		});
	}

	fields(): string[] {
		return textFieldsOf(this.#doc);
	}

	pieces(field: string): Piece[] {
		if (!this.#doc.share.has(field)) return [];
		const pieces: Piece[] = [];
		for (const { text, client, clock, around } of lettersOf(this.#doc.getXmlFragment(field))) {
			const outer = around.reduce(
				(earliest, item) => Math.min(earliest, this.#diedOf(item)),
				Infinity
			);
			for (const brought of this.#brought.split(client, clock, clock + text.length)) {
				if (brought.row === null) continue;
				for (const taken of this.#taken.split(client, brought.start, brought.end)) {
					pieces.push({
						text: text.slice(taken.start - clock, taken.end - clock),
						client,
						clock: taken.start,
						around,
						born: brought.row,
						died: Math.min(taken.row ?? Infinity, outer)
					});
				}
			}
		}
		return pieces;
	}

	#diedOf(item: Y.Item): number {
		const [taken] = this.#taken.split(item.id.client, item.id.clock, item.id.clock + 1);
		return taken?.row ?? Infinity;
	}

	#claim(update: Uint8Array, row: number): void {
		const { structs, ds } = Y.decodeUpdate(update);
		for (const struct of structs) {
			if (struct instanceof Y.Skip) continue;
			const { client, clock } = struct.id;
			this.#brought.add(client, clock, clock + struct.length, row);
		}
		for (const [client, ranges] of ds.clients) {
			for (const { clock, len } of ranges) this.#taken.add(client, clock, clock + len, row);
		}
	}
}
