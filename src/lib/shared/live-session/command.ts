// What every command to a session has in common: an id made by whoever sends it, so that one sent twice is done once.
import * as v from 'valibot';

const commandId = v.pipe(
	v.optional(v.pipe(v.string(), v.uuid())),
	v.description('Made by whoever sends it; the same command sent again has the same id')
);

/** @param entries what the command says beside its name */
export const command = <Type extends string, Entries extends v.ObjectEntries>(
	type: Type,
	entries: Entries
) => v.object({ id: commandId, type: v.literal(type), ...entries });

/** Of an item, a person, a card: whatever the workspace gave an id. */
export const idSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(64));

/** How many places something is moved; negative: towards the front. */
export const placesSchema = v.pipe(v.number(), v.integer(), v.minValue(-500), v.maxValue(500));

/** One line, with single spaces. @param missing what is said when it is empty */
export const line = (missing: string, max: number) =>
	v.pipe(
		v.string(missing),
		v.transform((text) => text.replace(/\s+/g, ' ').trim()),
		v.minLength(1, missing),
		v.maxLength(max, `Use at most ${max.toLocaleString('en-GB')} characters.`)
	);

/** Words of several lines; they may be left out. */
export const words = (max: number) =>
	v.pipe(
		v.string(),
		v.transform((text) => text.replace(/\r\n?/g, '\n').trim()),
		v.maxLength(max, `Use at most ${max.toLocaleString('en-GB')} characters.`)
	);
