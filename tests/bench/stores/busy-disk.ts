// Keeps the disk busy until it is ended: what a backup, or a neighbour on the same machine, does to us.
import { fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';

const chunk = Buffer.alloc(16 * 1024 * 1024, 'x');
/** Where writing begins again, so that the file stays small. */
const largest = 512 * 1024 * 1024;

const folder = mkdtempSync(path.join(os.tmpdir(), 'bench-busy-'));
const file = openSync(path.join(folder, 'chunks'), 'w');
process.on('disconnect', () => {
	rmSync(folder, { recursive: true, force: true });
	process.exit();
});

let offset = 0;
setInterval(() => {
	writeSync(file, chunk, 0, chunk.length, offset);
	fsyncSync(file);
	offset = (offset + chunk.length) % largest;
});
