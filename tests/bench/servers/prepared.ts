// What our server has to hold before it is measured: a member with a token, and the rooms' documents. Made by
// prepare.ts, read by whoever knocks.
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';

export type Prepared = {
	token: string;
	/** Document by room. */
	documents: Record<string, string>;
};

const fileIn = (folder: string): string => path.join(folder, 'bench.json');

export const readPrepared = (folder: string): Prepared =>
	JSON.parse(readFileSync(fileIn(folder), 'utf8')) as Prepared;

export const writePrepared = (folder: string, prepared: Prepared): void =>
	writeFileSync(fileIn(folder), JSON.stringify(prepared));
