// What the text at the caret looks like, in words: for the pressed buttons and for what is announced when it changes.
import type { Editor } from '@tiptap/core';

export const blockStyles = {
	paragraph: 'Paragraph',
	heading: 'Heading',
	subheading: 'Subheading'
} as const;
export type BlockStyle = keyof typeof blockStyles;

export type FormatState = {
	block: BlockStyle;
	bold: boolean;
	italic: boolean;
	link: boolean;
	bulletList: boolean;
	orderedList: boolean;
	quote: boolean;
	table: boolean;
	canUndo: boolean;
	canRedo: boolean;
	canIndent: boolean;
	canOutdent: boolean;
};

export const plainFormat: FormatState = {
	block: 'paragraph',
	bold: false,
	italic: false,
	link: false,
	bulletList: false,
	orderedList: false,
	quote: false,
	table: false,
	canUndo: false,
	canRedo: false,
	canIndent: false,
	canOutdent: false
};

/** Reads it from the editor. */
export function formatOf(editor: Editor): FormatState {
	const can = editor.can();
	const isSubheading = editor.isActive('heading', { level: 4 });
	const isHeading = editor.isActive('heading');
	return {
		block: isSubheading ? 'subheading' : isHeading ? 'heading' : 'paragraph',
		bold: editor.isActive('bold'),
		italic: editor.isActive('italic'),
		link: editor.isActive('link'),
		bulletList: editor.isActive('bulletList'),
		orderedList: editor.isActive('orderedList'),
		quote: editor.isActive('blockquote'),
		table: editor.isActive('table'),
		canUndo: can.undo(),
		canRedo: can.redo(),
		canIndent: can.sinkListItem('listItem'),
		canOutdent: can.liftListItem('listItem')
	};
}

const switches = [
	['bold', 'Bold'],
	['italic', 'Italic'],
	['link', 'Link'],
	['bulletList', 'Bulleted list'],
	['orderedList', 'Numbered list'],
	['quote', 'Quotation'],
	['table', 'Table']
] as const;

/** What to announce after a change of format: "Bold on", "Heading"; null when the format stayed. */
export function formatChange(before: FormatState, after: FormatState): string | null {
	const changes: string[] = [];
	if (before.block !== after.block) changes.push(blockStyles[after.block]);
	for (const [key, word] of switches) {
		if (before[key] === after[key]) continue;
		// Going from one kind of list to the other, the new one says enough.
		const isOtherList =
			!after[key] && key.endsWith('List') && (after.bulletList || after.orderedList);
		if (!isOtherList) changes.push(`${word} ${after[key] ? 'on' : 'off'}`);
	}
	return changes.length === 0 ? null : changes.join(', ');
}
