// A moment of a text as one file: HTML with one h1 and a heading a section, or plain text. Pure.
import { escapeMarkup as escape } from '#shared/escape-markup.ts';
import type { VersionContent } from '#shared/version-output.ts';

const headOf = ({ name, at }: VersionContent): string =>
	name === null ? `As it was at ${at}` : `${name} (as it was at ${at})`;

/** @returns a whole document; the sections' HTML has passed the editor's schema already. */
export const versionAsHtml = (version: VersionContent): string =>
	[
		'<!doctype html>',
		'<html lang="en-GB">',
		'<head>',
		'<meta charset="utf-8">',
		`<title>${escape(version.title)}</title>`,
		'</head>',
		'<body>',
		`<h1>${escape(version.title)}</h1>`,
		`<p>${escape(headOf(version))}</p>`,
		...version.sections.map(
			({ title, html }) => `<section>\n<h2>${escape(title)}</h2>\n${html}\n</section>`
		),
		'</body>',
		'</html>',
		''
	].join('\n');

/** @returns plain text, sections separated by blank lines. */
export const versionAsText = (version: VersionContent): string => {
	const sections = version.sections.map(({ title, text }) => `${title}\n\n${text}`.trimEnd());
	return `${[`${version.title}\n${headOf(version)}`, ...sections].join('\n\n\n')}\n`;
};
