// Yjs updates written by hand: what an editor would send, without the cost of a Y.Doc for each of 500 writers.
// updates.test.ts holds them to what Yjs makes of them.
import { ByteWriter } from './bytes.ts';

/** Name of the text the load writes in. */
export const textName = 't';

/** The letter a writer types at a clock: a function, so a reader can tell every character that is wrong. */
export const letterAt = (clock: number): string => String.fromCharCode(97 + (clock % 26));

const isContentString = 4;
const hasOrigin = 0x80;
const noDeletions = 0;

/** `text` typed by `client` directly after its own previous character; its first stands in the text itself. */
export function typed(client: number, clock: number, text: string): Buffer {
	const update = new ByteWriter(40 + text.length).uint(1).uint(1).uint(client).uint(clock);
	if (clock > 0)
		update
			.byte(hasOrigin | isContentString)
			.uint(client)
			.uint(clock - 1);
	else update.byte(isContentString).uint(1).text(textName);
	return update.text(text).uint(noDeletions).done();
}

/** One letter typed at `clock`. */
export const typedLetter = (client: number, clock: number): Buffer =>
	typed(client, clock, letterAt(clock));

/** `length` characters of `client` from `clock` on, deleted. */
export const deleted = (client: number, clock: number, length: number): Buffer =>
	new ByteWriter(24).uint(0).uint(1).uint(client).uint(1).uint(clock).uint(length).done();

/** A presence state of one client. */
export const presence = (client: number, clock: number, state: string): Buffer =>
	new ByteWriter(40 + state.length).uint(1).uint(client).uint(clock).text(state).done();
