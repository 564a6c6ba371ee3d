// Tells when a text cites something else than it did, however that came about.
import type { Editor } from '@tiptap/core';

/** Between a change of the text and the look at its links (ms): nobody adds two in that time. */
const pause = 400;

/** Calls `changed` after the links of the text have changed. @returns a function that ends it */
export function watchLinks(editor: Editor, changed: () => void): () => void {
	let before = linksOf(editor);
	let timer: ReturnType<typeof setTimeout> | undefined;
	const look = (): void => {
		timer = undefined;
		if (editor.isDestroyed) return;
		const now = linksOf(editor);
		if (now === before) return;
		before = now;
		changed();
	};
	const onUpdate = (): void => {
		timer ??= setTimeout(look, pause);
	};
	editor.on('update', onUpdate);
	return () => {
		clearTimeout(timer);
		editor.off('update', onUpdate);
	};
}

function linksOf(editor: Editor): string {
	const links: string[] = [];
	editor.state.doc.descendants((node) => {
		const link = node.marks.find(({ type }) => type.name === 'link');
		if (link !== undefined) links.push(`${String(link.attrs['href'])} ${node.text}`);
	});
	return links.join('\n');
}
