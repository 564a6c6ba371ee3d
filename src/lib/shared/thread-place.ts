// What a discussion can be about, and how one word names it: in a form's field, an address, and where one column has to.

export type PlaceRef =
	| { kind: 'commitment'; number: number }
	| { kind: 'group' | 'note' | 'challenge'; id: string }
	| { kind: 'section'; reportId: string; key: string };

/** "commitment:3", "group:…", "note:…", "challenge:…", "section:REPORT/KEY". */
export const placeWord = (place: PlaceRef): string => {
	switch (place.kind) {
		case 'commitment':
			return `commitment:${place.number}`;
		case 'section':
			return `section:${place.reportId}/${place.key}`;
		default:
			return `${place.kind}:${place.id}`;
	}
};

/** What `placeWord` wrote; null for anything else. */
export function readPlaceWord(word: string): PlaceRef | null {
	const [, kind = '', rest = ''] = /^([a-z]+):(.+)$/s.exec(word) ?? [];
	switch (kind) {
		case 'commitment':
			return /^[1-7]$/.test(rest) ? { kind, number: Number(rest) } : null;
		case 'group':
		case 'note':
		case 'challenge':
			return { kind, id: rest };
		case 'section': {
			const [, reportId, key] = /^([^/]+)\/(.+)$/s.exec(rest) ?? [];
			return reportId === undefined || key === undefined ? null : { kind, reportId, key };
		}
		default:
			return null;
	}
}
