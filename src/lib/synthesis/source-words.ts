// How a cited section is called, in the text, in the list of sources and to those who listen.

type Place = { title: string; commitment: number | null };

/** "Hackney, commitment 3", "Hackney, “Next Steps”". */
export const sectionInWords = (report: string, { title, commitment }: Place): string =>
	`${report}, ${commitment === null ? `“${title}”` : `commitment ${commitment}`}`;

/** The beginning of a text, for a list. */
export function beginningOf(text: string, longest = 180): string {
	const plain = text.replace(/\s+/g, ' ').trim();
	if (plain.length <= longest) return plain;
	return `${plain.slice(0, plain.lastIndexOf(' ', longest))} …`;
}
