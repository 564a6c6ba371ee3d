// What a new note's page begins with, by kind: headings to write under, which its authors may change or strike out.
import type { NoteKind } from '#shared/states.ts';

const headings: Record<NoteKind, readonly string[]> = {
	worked: ['What we tried', 'What happened', 'Why we think it worked', 'What others would need'],
	'did-not-work': ['What we tried', 'What happened', 'What we would do next time'],
	challenge: ['What we are stuck on', 'What we have tried', 'What would help'],
	practice: ['What we do', 'Who does it, and when', 'What it needs', 'What to watch for'],
	resource: ['What it is', 'What it is good for', 'Where to find it']
};

/** The page as ProseMirror JSON in the schema of the editor. */
export const outlineOf = (kind: NoteKind): object => ({
	type: 'doc',
	content: headings[kind].flatMap((text) => [
		{ type: 'heading', attrs: { level: 3 }, content: [{ type: 'text', text }] },
		{ type: 'paragraph' }
	])
});
