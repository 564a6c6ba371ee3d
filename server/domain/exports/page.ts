// A page that any browser opens from a folder: one h1, plain style, no script, nothing loaded from anywhere. Pure.
import { dateInWords } from '#shared/dates.ts';
import { escapeMarkup as escape } from '#shared/escape-markup.ts';

/** HTML that has passed the editor's schema or the post notation: its links within the workspace lead to it. */
export const withWholeLinks = (html: string, origin: string): string =>
	html.replace(/(<a\b[^>]*?\bhref=")(?=\/(?!\/))/g, `$1${origin}`);

export const day = (at: string): string => dateInWords(at, { year: 'always' });
export const moment = (at: string): string => dateInWords(at, { year: 'always', time: true });

/** @param cells HTML; in each row the first is its heading */
export const table = (
	caption: string,
	columns: readonly string[],
	rows: readonly (readonly string[])[]
): string =>
	rows.length === 0
		? ''
		: [
				`<div class="wide"><table><caption>${escape(caption)}</caption>`,
				`<thead><tr>${columns.map((name) => `<th scope="col">${escape(name)}</th>`).join('')}</tr></thead>`,
				'<tbody>',
				...rows.map(
					([first = '', ...others]) =>
						`<tr><th scope="row">${first}</th>${others.map((cell) => `<td>${cell}</td>`).join('')}</tr>`
				),
				'</tbody></table></div>'
			].join('\n');

/** @param path within the copy: how deep it lies decides how its links climb */
export function page(
	path: string,
	{ title, lead, body, home }: { title: string; lead: string; body: string; home: string }
): string {
	const up = '../'.repeat(path.split('/').length - 1);
	const way = path === 'index.html' ? '' : `<p><a href="${up}index.html">${escape(home)}</a></p>\n`;
	return `<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<main>
${way}<h1>${escape(title)}</h1>
<p>${lead}</p>
${body}
</main>
</body>
</html>
`;
}

const style = `
:root { color-scheme: light dark; }
body { margin: 0; font: 1.125rem/1.55 Georgia, 'Times New Roman', serif; }
main { max-inline-size: 68ch; margin: 0 auto; padding: 1.5rem 1rem 4rem; overflow-wrap: break-word; }
h1, h2, h3, h4 { line-height: 1.2; margin-block: 2rem 0.5rem; }
h1 { font-size: 2rem; margin-block-start: 1rem; }
h2 { font-size: 1.5rem; }
h3, h4 { font-size: 1.2rem; }
blockquote { margin-inline: 0; padding-inline-start: 1rem; border-inline-start: 4px solid; }
.wide { overflow-x: auto; }
table { border-collapse: collapse; margin-block: 1rem; }
caption { text-align: start; font-weight: bold; padding-block: 0.5rem; }
th, td { text-align: start; vertical-align: top; padding: 0.4rem 0.8rem 0.4rem 0; border-block-end: 1px solid; font-weight: normal; }
thead th { font-weight: bold; }
code { font-size: 0.85rem; overflow-wrap: anywhere; }
.official { font-style: italic; }
article { border-block-start: 1px solid; margin-block-start: 1.5rem; }
`;
