// Where an address of this workspace leads. Links into it can be checked without asking anybody: the server makes no
// requests on behalf of a text (F11). Pure.
import { sectionKeys } from '#shared/sections.ts';

/** `members`: nobody else can open it. */
export type LeadsTo = 'public' | 'members' | 'nothing';

export type PublicRecord = {
	/** Numbers of rounds that are published, or about to be. */
	rounds: ReadonlySet<number>;
	/** "3/synergi-leeds-partnership": reports that are published, or are of the round that is about to be. */
	reports: ReadonlySet<string>;
	/** Slugs. */
	organisations: ReadonlySet<string>;
};

const publicPages: readonly string[] = [
	'/',
	'/signatories',
	'/rounds',
	'/help',
	'/accessibility',
	'/feed.atom',
	'/sitemap.xml'
];
const ofMembers = /^\/(?:home|reports|commitments|account|learning|groups|notes)(?:\/|$)/;

/** @param path with what follows it, as in an address of this workspace. */
export function leadsTo(path: string, record: PublicRecord): LeadsTo {
	const { pathname, hash } = new URL(path, 'http://here');
	const page = pathname === '/' ? '/' : pathname.replace(/\/$/, '');
	if (publicPages.includes(page)) return 'public';
	if (/^\/commitments\/[1-7]\/across$/.test(page)) return 'public';
	const [, kind, first = '', second, slug = '', third, edition] = page.split('/');
	if (kind === 'organisations') {
		return record.organisations.has(first) && second === undefined ? 'public' : 'nothing';
	}
	if (kind === 'rounds') {
		if (!record.rounds.has(Number(first))) return 'nothing';
		if (second === undefined || second === 'synthesis') return 'public';
		const isReport = second === 'reports' && record.reports.has(`${first}/${slug}`);
		const isEdition = third === undefined || (third === 'editions' && /^\d+$/.test(edition ?? ''));
		const isSection = hash === '' || (sectionKeys as readonly string[]).includes(hash.slice(1));
		return isReport && isEdition && isSection ? 'public' : 'nothing';
	}
	return ofMembers.test(page) ? 'members' : 'nothing';
}
