// A synthesis as it goes public. Its links to this workspace lead within it wherever it is moved to, its themes can be
// linked to, and its headings stand one level higher: in the book it has no section above it. Pure; works on the HTML
// that collaboration/render.ts writes, in which every character that a member typed is escaped.
import { citedAt, pathOf } from './citation.ts';
import type { Citation } from './cited.ts';

/** Where a theme stands on its page; the first is 1. */
export const themeAnchor = (number: number): string => `theme-${number}`;

/** @param html as rendered from the pruned text */
export function publicHtml(html: string, origin: string): string {
	let themes = 0;
	return html
		.replace(/<a href="([^"]*)"[^>]*>/g, (link, escaped: string) => {
			const address = citedAt(escaped.replaceAll('&amp;', '&'), origin);
			return address === null ? link : `<a href="${pathOf(address)}">`;
		})
		.replace(/<h([34])>(.*?)<\/h\1>/gs, (_, level: string, words: string) => {
			// As in `themesIn`: a heading without words is no theme, and has no place in the list of headings.
			if (words.replace(/<[^>]*>/g, '').trim() === '') return '';
			if (level === '4') return `<h3>${words}</h3>`;
			themes += 1;
			return `<h2 id="${themeAnchor(themes)}">${words}</h2>`;
		});
}

/**
 * Says behind a citation that the cited words were changed since, and leads to where it is told how they read now.
 * @param html from `publicHtml`
 */
export function withCorrections(html: string, citations: readonly Citation[]): string {
	const anchors = new Map(
		citations
			.filter(({ correction }) => correction !== null)
			.map(({ path, anchor }) => [path, anchor])
	);
	return html.replace(
		/(<a href="(\/rounds\/[^"]*)">(?:(?!<\/a>).)*<\/a>)(?!<a href="\2">)/g,
		(link, _, path: string) => {
			const anchor = anchors.get(path);
			return anchor === undefined
				? link
				: `${link} <a class="corrected" href="#${anchor}">(these words were corrected since)</a>`;
		}
	);
}
