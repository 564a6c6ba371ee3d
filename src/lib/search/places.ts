// Places of the workspace that one can go to by name.
import { escapeMarkup } from '#shared/escape-markup.ts';

const places: readonly { name: string; href: string; also: string }[] = [
	{ name: 'Home', href: '/home', also: 'needs me start' },
	{ name: 'Inbox', href: '/inbox', also: 'mentions replies notices' },
	{ name: 'Reports', href: '/reports', also: 'drafts rounds progress' },
	{ name: 'Commitments', href: '/commitments', also: 'pledge discussions' },
	...[1, 2, 3, 4, 5, 6, 7].map((number) => ({
		name: `Commitment ${number}`,
		href: `/commitments/${number}`,
		also: `${number}`
	})),
	{ name: 'Learning notes', href: '/learning', also: 'write a note' },
	{ name: 'Working groups', href: '/groups', also: 'members' },
	{ name: 'Challenges', href: '/challenges', also: 'stuck help' },
	{ name: 'Actions', href: '/actions', also: 'due tasks' },
	{ name: 'People', href: '/people', also: 'organisations members' },
	{ name: 'Your account', href: '/account', also: 'password mail settings sign out' },
	{ name: 'Help', href: '/help', also: 'questions' }
];

/** Shown before anything is typed. */
const usual = ['/home', '/inbox', '/reports', '/commitments', '/learning', '/groups'];
const mostPlaces = 5;

/** Places whose names begin with what is typed, and the whole list of results. */
export function placesFor(
	query: string
): { href: string; titleHtml: string; snippet: string; context: string }[] {
	const typed = query.toLowerCase();
	const fitting =
		typed === ''
			? places.filter(({ href }) => usual.includes(href))
			: places.filter(({ name, also }) =>
					`${name} ${also}`
						.toLowerCase()
						.split(' ')
						.some((_, index, words) => words.slice(index).join(' ').startsWith(typed))
				);
	const lines = fitting
		.slice(0, typed === '' ? usual.length : mostPlaces)
		.map(({ name, href }) => ({
			href,
			titleHtml: escapeMarkup(name),
			snippet: '',
			context: ''
		}));
	if (typed === '') return lines;
	return [
		...lines,
		{
			href: `/search?q=${encodeURIComponent(query)}`,
			titleHtml: `All results for “${escapeMarkup(query)}”`,
			snippet: '',
			context: ''
		}
	];
}
