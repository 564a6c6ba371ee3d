// How a section is named.

type Named = { commitment: number | null; title: string };

/** The name a section is spoken of by: "Commitment 3, Partnership", "Next Steps". */
export const nameOf = ({ commitment, title }: Named): string =>
	commitment === null ? title : `Commitment ${commitment}, ${title}`;

/** What a section is called in a sentence: "commitment 3", "“Next Steps”". */
export const placeOf = ({ commitment, title }: Named): string =>
	commitment === null ? `“${title}”` : `commitment ${commitment}`;
