// The collaboration protocol over plain HTTP, for networks that let no WebSocket through: the same frames, carried in
// turns of question and answer. server/domain/collaboration/SPEC.md (C90 …) says what they mean.
import * as v from 'valibot';
import { idSchema } from './report-input.ts';

/** Address of a document's exchange on this origin. */
export const exchangePath = (documentName: string): string =>
	`/api/v1/documents/${encodeURIComponent(documentName)}/exchange`;

/** Bytes of frames in one question: small enough for proxies and for the API, which take no large bodies. */
export const largestTurn = 150 * 1024;

/** Frames in one question; what is more waits for the next. */
export const mostFramesInTurn = 1000;

/** After this long (ms) without a question a line is ended. */
export const longestSilence = 30_000;

/** Bytes in JSON. */
const frames = v.array(v.pipe(v.string(), v.base64('Give each frame in base64.')));

export const exchangeInputSchema = v.object({
	line: v.optional(
		v.pipe(idSchema, v.description('As answered; left out to open a line, with turn 1'))
	),
	turn: v.pipe(
		v.number(),
		v.safeInteger(),
		v.minValue(1),
		v.description('1, 2, 3 …; the same again when an answer was lost')
	),
	schema: v.optional(
		v.pipe(v.number(), v.safeInteger(), v.description('Version of the editor that asks'))
	),
	frames: v.pipe(frames, v.maxLength(mostFramesInTurn)),
	continues: v.optional(
		v.pipe(v.boolean(), v.description('The last frame goes on with the first of the next turn')),
		false
	),
	leaves: v.optional(v.pipe(v.boolean(), v.description('Ends the line; nothing is taken')), false)
});
export type ExchangeInput = v.InferOutput<typeof exchangeInputSchema>;

export const exchangeOutputSchema = v.object({
	line: v.string(),
	turn: v.number(),
	frames,
	closed: v.optional(
		v.pipe(
			v.object({ code: v.number(), reason: v.string() }),
			v.description('The line has ended; the code is one of the collaboration socket’s')
		)
	)
});
export type ExchangeOutput = v.InferOutput<typeof exchangeOutputSchema>;
