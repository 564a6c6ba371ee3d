// Names and version of a co-written text, for those who only need these and not the whole schema.

/** Version of #shared/editor-schema.ts. The server refuses an older editor, which would drop what it does not know. */
export const editorSchemaVersion = 1;

/** Name of a report section's fragment in its Y.Doc. */
export const sectionField = (key: string): string => `section:${key}`;

/** Name of the fragment of a note's text. */
export const noteField = 'body';

/** Name of the fragment in which all who are in a session write about one of its items. */
export const itemField = (itemId: string): string => `item:${itemId}`;

/** Name of the fragment in which a breakout room writes. */
export const roomField = (roomId: string): string => `room:${roomId}`;

/** Whether a fragment is of a part of a session. */
export const isSessionField = (field: string): boolean => /^(?:item|room):[\w-]{1,64}$/.test(field);
