// A text as one page that any browser opens: no script, nothing loaded from anywhere. Pure.
import { escapeMarkup as escape } from '#shared/escape-markup.ts';
import { withWholeLinks } from '../page.ts';
import type { TextNode, WholeText } from './whole-text.ts';

/** @param htmlOf a pruned text as HTML that is safe to put into a page */
export function toHtml(
	{ title, about, sections, address }: WholeText,
	origin: string,
	htmlOf: (content: readonly TextNode[]) => string
): string {
	return [
		'<!doctype html>',
		'<html lang="en-GB">',
		'<head>',
		'<meta charset="utf-8">',
		'<meta name="viewport" content="width=device-width">',
		`<title>${escape(title)}</title>`,
		'<style>body{font:1.1rem/1.5 Georgia,serif;max-width:42rem;margin:2rem auto;padding:0 1rem}</style>',
		'</head>',
		'<body>',
		'<main>',
		`<h1>${escape(title)}</h1>`,
		...about.map((line) => `<p>${escape(line)}</p>`),
		`<p>Read it as a page: <a href="${escape(address)}">${escape(address)}</a></p>`,
		...sections.flatMap((section) => [
			...(section.title === null ? [] : [`<h2>${escape(section.title)}</h2>`]),
			withWholeLinks(htmlOf(section.content), origin)
		]),
		'</main>',
		'</body>',
		'</html>',
		''
	].join('\n');
}
