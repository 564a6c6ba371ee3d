// Where to go after signing in: only ever a page of ours, whatever stands in the address.

/** The path, query and hash when it leads to this origin; otherwise `fallback`. */
export function sameOriginPath(wanted: string | null, fallback: string): string {
	if (wanted === null || !wanted.startsWith('/')) return fallback;
	// Browsers read "//host", "/\host" and "/<tab>/host" as another host; the URL parser reads them alike.
	const here = 'http://here.invalid';
	const url = URL.canParse(wanted, here) ? new URL(wanted, here) : null;
	// "/.//host" is ours as it stands, but its path alone, "//host", is not.
	if (url?.origin !== here || url.pathname.startsWith('//')) return fallback;
	return url.pathname + url.search + url.hash;
}

/** The sign-in page, and from there back to the page that was wanted. */
export const signInPath = ({ pathname, search }: { pathname: string; search: string }): string =>
	`/sign-in?next=${encodeURIComponent(pathname + search)}`;
