// Numbers and lists as people say them.
const numbers =
	'no one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty'.split(
		' '
	);

/** Small numbers as words, larger ones in digits: "three", "28". */
export const numberInWords = (count: number): string => numbers[count] ?? String(count);

/** @returns for example "one section", "three sections" */
export const counted = (count: number, one: string, many = `${one}s`): string =>
	`${numberInWords(count)} ${count === 1 ? one : many}`;

/** With a capital: the start of a sentence. */
export const opening = (sentence: string): string =>
	sentence.slice(0, 1).toLocaleUpperCase('en-GB') + sentence.slice(1);

/** @returns names with commas and "and": "Leeds, Hackney and Manchester" */
export const listed = (names: readonly string[]): string =>
	names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
