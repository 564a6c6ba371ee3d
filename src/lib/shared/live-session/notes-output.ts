// What the API answers about the notes of a session.
import * as v from 'valibot';

export const notesPartSchema = v.object({
	field: v.pipe(v.string(), v.description('Of the document in which it is written')),
	title: v.string(),
	itemId: v.nullable(v.string()),
	roomId: v.pipe(v.nullable(v.string()), v.description('Of a breakout room')),
	html: v.string(),
	text: v.string()
});
export type NotesPart = v.InferOutput<typeof notesPartSchema>;
