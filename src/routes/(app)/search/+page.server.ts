import * as v from 'valibot';
import { read } from '$lib/server/act.ts';
import { searchQuerySchema } from '#shared/search-input.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = (event) =>
	read(event, async ({ app, actor }) => {
		// A form sends what was left open as nothing.
		const typed: Record<string, string | undefined> = Object.fromEntries(
			[...event.url.searchParams].filter(([, value]) => value.trim() !== '')
		);
		const parsed = v.safeParse(searchQuerySchema, { q: '', ...typed });
		const errors = parsed.success
			? {}
			: Object.fromEntries(
					parsed.issues.map((issue) => [v.getDotPath(issue) ?? 'form', issue.message])
				);
		const [organisations, rounds, found] = await Promise.all([
			app.search.organisations(actor),
			app.rounds.list(actor),
			parsed.success ? app.search.find(actor, parsed.output) : { items: [], next: null }
		]);
		return {
			runningHead: [{ label: 'Search' }],
			q: typed['q'] ?? '',
			typed,
			errors,
			organisations,
			rounds: rounds.map(({ number, title }) => ({ number, title })),
			items: found.items,
			nextPage: found.next === null ? null : addressAfter(event.url, found.next)
		};
	});

function addressAfter(url: URL, cursor: string): string {
	const address = new URLSearchParams(url.searchParams);
	address.set('after', cursor);
	return `/search?${address}`;
}
