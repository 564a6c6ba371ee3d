// The part of a report's public address that names it. Pure.

const longest = 80;

/** @returns lower-case words joined by hyphens; "report" when nothing is left. */
export function slugOf(title: string): string {
	const words = title
		.normalize('NFKD')
		.replace(/[\u0300-\u036f]/g, '')
		.toLowerCase()
		.replace(/&/g, ' and ')
		.replace(/[^a-z0-9]+/g, '-')
		.slice(0, longest)
		.replace(/^-+|-+$/g, '');
	return words === '' ? 'report' : words;
}

/** The slug itself, or with the first free number behind it. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
	if (!taken.has(slug)) return slug;
	for (let number = 2; ; number += 1) {
		const candidate = `${slug}-${number}`;
		if (!taken.has(candidate)) return candidate;
	}
}
