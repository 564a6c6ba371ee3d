// A field as it is called in the name of a version.
const names: Readonly<Record<string, string>> = {
	'section:why': 'why we are a Pledge Maker',
	'section:next-steps': 'next steps',
	'section:statement-of-intent': 'the statement of intent'
};

/** @returns for example "commitment 3", to be put after "Before". */
export function fieldInWords(field: string): string {
	const commitment = /^section:commitment-(\d)$/.exec(field)?.[1];
	return commitment === undefined ? (names[field] ?? 'the text') : `commitment ${commitment}`;
}
