// Runs in the browser (two-views.spec.ts bundles it): two editors of one section in one tab, on one connection.
import type { Editor } from '@tiptap/core';
import { DocumentConnection } from '$lib/collab/document-connection.svelte.ts';
import { createSectionEditor } from '$lib/editor/section-editor.ts';
import { sectionField } from '#shared/document-fields.ts';

type Options = { documentName: string; memberId: string; section: string };

/** Connects, and puts two views of the section into the page: `#one` and `#two`. */
export async function openTwoViews({ documentName, memberId, section }: Options): Promise<void> {
	const me = { memberId, name: 'Me', organisation: '', hand: 1 };
	const ignore = (): void => undefined;
	const connection = new DocumentConnection({
		documentName,
		me,
		onAccessChanged: ignore,
		reload: ignore
	});
	while (!connection.isReady) await new Promise((resolve) => setTimeout(resolve, 50));
	const editors = ['one', 'two'].map((id): Editor => {
		const element = document.createElement('div');
		element.id = id;
		document.body.append(element);
		return createSectionEditor({
			element,
			connection,
			field: sectionField(section),
			section,
			label: `View ${id}`,
			goToToolbar: ignore
		});
	});
	Object.assign(window, { editors });
}
