// Writes a copy as a ZIP, file by file, so that only the list of its files is kept in memory.
import { closeSync, openSync, writeSync } from 'node:fs';
import { Zip, ZipDeflate } from 'fflate';
import { sha256Of } from './checksum.ts';
import type { Maker } from './maker.ts';
import { closingFiles, filesOf, type CopyFile, type Listed } from './pages.ts';
import type { About } from './pieces.ts';

/** @param folder in which everything lies when it is unpacked */
export function createZipMaker(file: string, folder: string, about: About): Maker {
	const handle = openSync(file, 'wx');
	const listed: Listed[] = [];
	const sums: { path: string; sha256: string }[] = [];
	const zip = new Zip((error, bytes) => {
		if (error !== null) throw error;
		writeSync(handle, bytes);
	});

	function add({ path, content }: CopyFile): void {
		const entry = new ZipDeflate(`${folder}/${path}`, { level: 6 });
		entry.mtime = about.madeAt;
		zip.add(entry);
		entry.push(new TextEncoder().encode(content), true);
	}

	return {
		add(piece) {
			const { files, listed: line } = filesOf(piece, about);
			for (const each of files) {
				add(each);
				sums.push({ path: each.path, sha256: sha256Of(each.content) });
			}
			listed.push(line);
		},
		async finish() {
			for (const each of closingFiles(about, listed, sums)) add(each);
			zip.end();
			closeSync(handle);
		}
	};
}
