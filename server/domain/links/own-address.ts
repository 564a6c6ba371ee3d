// What an address of this workspace leads to, the public pages' included. Pure.

/** Something to be looked up by the name that stands in its address, or known by its id already. */
export type Address =
	| { kind: 'note' | 'thread' | 'challenge' | 'commitment' | 'report'; id: string; part: string }
	| { kind: 'group'; slug: string }
	| { kind: 'published-report'; round: number; slug: string; part: string };

/** What ids, keys and names in addresses are made of; longer ones are none of ours. */
const word = /^[A-Za-z0-9_-]{1,200}$/;
const whole = /^[1-9]\d{0,5}$/;

/** Null for an address elsewhere, or of a page that nothing can be said to be mentioned on. */
export function readAddress(address: string, origin: string): Address | null {
	if (!URL.canParse(address)) return null;
	const url = new URL(address);
	if (url.origin !== new URL(origin).origin) return null;
	const [place = '', id = '', below = '', belowId = ''] = url.pathname.slice(1).split('/');
	if (!word.test(id)) return null;
	const hash = url.hash.slice(1);
	const part = word.test(hash) ? hash : '';
	switch (place) {
		case 'learning':
		case 'notes':
			return { kind: 'note', id, part: '' };
		case 'threads':
			return { kind: 'thread', id, part };
		case 'challenges':
			return { kind: 'challenge', id, part: '' };
		case 'groups':
			return { kind: 'group', slug: id };
		case 'commitments':
			if (!/^[1-7]$/.test(id)) return null;
			return below === 'threads' && word.test(belowId)
				? { kind: 'thread', id: belowId, part }
				: { kind: 'commitment', id, part: '' };
		case 'reports':
			return {
				kind: 'report',
				id,
				part: below === 'sections' && word.test(belowId) ? belowId : part
			};
		case 'rounds':
			return below === 'reports' && word.test(belowId) && whole.test(id)
				? { kind: 'published-report', round: Number(id), slug: belowId, part }
				: null;
		default:
			return null;
	}
}

/** Addresses that a text links to, each once, as the server has rendered it: every quote in them is escaped. */
export function addressesIn(html: string): string[] {
	const found = new Set<string>();
	for (const [, address = ''] of html.matchAll(/<a [^>]*?href="([^"]*)"/g)) {
		found.add(address.replaceAll('&amp;', '&'));
	}
	return [...found];
}
