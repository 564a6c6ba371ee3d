// Updates no editor makes. Each is framed as it should be; what is wrong is inside.
import { randomBytes } from 'node:crypto';
import { ByteWriter } from '../load/bytes.ts';
import { textName } from '../load/updates.ts';

const writer = (): ByteWriter => new ByteWriter(64);
const noDeletions = 0;

/** Letters from a clock whose predecessors nobody will ever send. */
const afterGap = (client: number): Buffer =>
	writer()
		.uint(1)
		.uint(1)
		.uint(client)
		.uint(1_000)
		.byte(4)
		.uint(1)
		.text(textName)
		.text('x'.repeat(10_000))
		.uint(noDeletions)
		.done();

/** Ten bytes that claim 2^50 forgotten edits. */
const hugeGap = (client: number): Buffer =>
	writer()
		.uint(1)
		.uint(1)
		.uint(client)
		.uint(0)
		.byte(0)
		.uint(2 ** 50)
		.uint(noDeletions)
		.done();

/** Deletes 2^45 edits of somebody who never wrote any. */
const hugeDeletion = (client: number): Buffer =>
	writer()
		.uint(0)
		.uint(1)
		.uint(client)
		.uint(1)
		.uint(0)
		.uint(2 ** 45)
		.done();

/** A letter that stands inside another letter. */
const insideLetter = (client: number, victim: number): Buffer =>
	writer()
		.uint(1)
		.uint(1)
		.uint(client)
		.uint(0)
		.byte(4)
		.uint(0)
		.uint(victim)
		.uint(0)
		.text('z')
		.uint(noDeletions)
		.done();

/** An embed whose JSON is none: whoever reads it breaks off. */
const brokenEmbed = (client: number): Buffer =>
	writer()
		.uint(1)
		.uint(1)
		.uint(client)
		.uint(0)
		.byte(5)
		.uint(1)
		.text(textName)
		.text('{not json')
		.uint(noDeletions)
		.done();

/** Says that 2^40 clients follow, and ends. */
const endlessCount = (): Buffer =>
	writer()
		.uint(2 ** 40)
		.uint(2 ** 40)
		.done();

/** @param victim client id of somebody who has typed in the room. */
export const malformedUpdates = (client: number, victim: number): Buffer[] => [
	randomBytes(50),
	Buffer.of(1, 1),
	Buffer.of(255, 255, 255, 255, 15),
	hugeGap(client),
	hugeDeletion(client + 1),
	afterGap(client + 2),
	afterGap(client + 3),
	insideLetter(client + 4, victim),
	brokenEmbed(client + 5),
	endlessCount(),
	randomBytes(2_000)
];

/** Messages whose numbers never end, or whose lengths reach past their end. */
export const malformedMessages: readonly Buffer[] = [
	[0, 2, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
	[0, 2, 255, 255, 255, 127],
	[0, 0, 255, 255, 255, 255, 15],
	[0, 1, 128],
	[1, 255, 255, 255, 255, 15],
	[0],
	[],
	[255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255],
	[0, 0, 6, 255, 255, 255, 255, 15, 1],
	[0, 2, 3, 1, 255, 255],
	[1, 6, 255, 255, 255, 255, 15, 1],
	[0, 9, 1],
	[200, 1]
].map((bytes) => Buffer.from(bytes));
