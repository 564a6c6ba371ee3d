// What makes the file of a copy, in a thread of its own: laying out a round of reports takes seconds of computing.
import type { About, Piece } from './pieces.ts';

export type Maker = {
	add(piece: Piece): void;
	/** The file is whole when this is done. */
	finish(): Promise<void>;
};

export type MakerRequest =
	| {
			type: 'begin';
			format: 'zip' | 'pdf';
			/** Where the file is written; it must not be there yet. */
			file: string;
			/** The name under which a ZIP unpacks. */
			folder: string;
			about: About;
			/** Of the reports that will come. */
			titles: string[];
	  }
	| { type: 'add'; piece: Piece }
	| { type: 'finish' };
