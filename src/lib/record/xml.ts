// The feed and the map of the site, as XML. Pure.
import { escapeMarkup } from '#shared/escape-markup.ts';
import type { News } from '#server/domain/rounds/record/news.ts';
import type { PublicPage } from '#server/domain/rounds/record/record.ts';

/** Letters that no XML file may hold, however written. */
const forbidden = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/gu;

const escape = (text: string): string => escapeMarkup(text.replace(forbidden, ''));

/** Newest entries a reader is given; who asks less often finds the rest on the pages. */
const mostEntries = 100;

/** @param news newest first  @param since when nothing has happened yet */
export function atomFeed(
	origin: string,
	news: readonly Omit<News, 'kind'>[],
	since: string
): string {
	const entries = news
		.slice(0, mostEntries)
		.map(({ title, summary, address, at }) =>
			[
				'<entry>',
				`<id>${escape(origin + address)}</id>`,
				`<title>${escape(title)}</title>`,
				`<updated>${at}</updated>`,
				`<link href="${escape(origin + address)}"/>`,
				`<summary>${escape(summary)}</summary>`,
				'</entry>'
			].join('\n')
		);
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		'<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en-GB">',
		`<id>${escape(origin)}/feed.atom</id>`,
		'<title>Synergi National Pledge Alliance: progress reports</title>',
		'<author><name>Synergi National Pledge Alliance</name></author>',
		`<link rel="self" href="${escape(origin)}/feed.atom"/>`,
		`<link href="${escape(origin)}/rounds"/>`,
		`<updated>${news[0]?.at ?? since}</updated>`,
		...entries,
		'</feed>',
		''
	].join('\n');
}

/** @param pages addresses, with the day of their last change where one is known */
export function siteMap(origin: string, pages: readonly PublicPage[]): string {
	const urls = pages.map(
		({ address, changedAt }) =>
			`<url><loc>${escape(origin + address)}</loc>${changedAt === undefined ? '' : `<lastmod>${changedAt}</lastmod>`}</url>`
	);
	return [
		'<?xml version="1.0" encoding="utf-8"?>',
		'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
		...urls,
		'</urlset>',
		''
	].join('\n');
}
