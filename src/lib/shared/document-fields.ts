// Names and version of a co-written text, for those who only need these and not the whole schema.

/** Version of #shared/editor-schema.ts. The server refuses an older editor, which would drop what it does not know. */
export const editorSchemaVersion = 1;

/** Name of a report section's fragment in its Y.Doc. */
export const sectionField = (key: string): string => `section:${key}`;

/** Name of the fragment of a note's text. */
export const noteField = 'body';
