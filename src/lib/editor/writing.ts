// The chunk that a page loads once it is known that its reader may write: Yjs, Tiptap and all that hangs on them.
export { DocumentConnection } from '$lib/collab/document-connection.svelte.ts';
export { saveWords } from '$lib/collab/save-words.ts';
export { default as SectionEditor } from './section-editor.svelte';
export { default as Toolbar } from './toolbar.svelte';
export { default as WritingBars } from './writing-bars.svelte';
