// A report as one file: HTML with one h1 and a heading a section, or plain text. Pure.
import { escapeMarkup as escape } from '#shared/escape-markup.ts';
import { outcomeWords } from '#shared/outcome-words.ts';
import type { Answer } from './fingerprint.ts';
import type { ReportContent } from './reports.ts';

const heading = ({ commitment, title }: ReportContent['sections'][number]): string =>
	commitment === null ? title : `Commitment ${commitment}: ${title}`;

const sampleNotice = 'Sample text, written for the demonstration workspace.';

const outcomeOf = ({ outcome }: Answer): string =>
	outcome === null ? 'Not answered' : outcomeWords[outcome];

const answersHeading = 'You said, we did';

/** Answers to promises of the last round, to stand in their section; empty when there are none. */
export function answersAsHtml(answers: readonly Answer[]): string {
	if (answers.length === 0) return '';
	const items = answers.map(
		(answer) =>
			`<li><blockquote><p>${escape(answer.promise)}</p></blockquote>\n` +
			`<p><strong>${outcomeOf(answer)}.</strong> ${escape(answer.explanation)}</p></li>`
	);
	return `<h3>${answersHeading}</h3>\n<ul>\n${items.join('\n')}\n</ul>\n`;
}

/** The same as plain text. */
export function answersAsText(answers: readonly Answer[]): string {
	if (answers.length === 0) return '';
	const items = answers.map((answer) =>
		`“${answer.promise}”\n${outcomeOf(answer)}. ${answer.explanation}`.trimEnd()
	);
	return `${[answersHeading, ...items].join('\n\n')}\n\n`;
}

/** @returns a whole document; the sections' HTML has passed the editor's schema already. */
export function reportAsHtml(report: ReportContent): string {
	const sections = report.sections.map(
		(section) =>
			`<section>\n<h2>${escape(heading(section))}</h2>\n` +
			(section.wording === null ? '' : `<p><em>${escape(section.wording)}</em></p>\n`) +
			`${section.html}\n</section>`
	);
	return [
		'<!doctype html>',
		'<html lang="en-GB">',
		'<head>',
		'<meta charset="utf-8">',
		`<title>${escape(report.title)}, Progress Report No. ${report.roundNumber}</title>`,
		'</head>',
		'<body>',
		`<h1>${escape(report.title)}</h1>`,
		`<p>Progress Report No. ${report.roundNumber} of ${escape(report.organisations.map(({ name }) => name).join(', '))}</p>`,
		...(report.isSample ? [`<p>${sampleNotice}</p>`] : []),
		...sections,
		'</body>',
		'</html>',
		''
	].join('\n');
}

/** @returns plain text, sections separated by blank lines. */
export function reportAsText(report: ReportContent): string {
	const head = [
		report.title,
		`Progress Report No. ${report.roundNumber} of ${report.organisations.map(({ name }) => name).join(', ')}`,
		...(report.isSample ? [sampleNotice] : [])
	];
	const sections = report.sections.map((section) =>
		[heading(section), ...(section.wording === null ? [] : [section.wording]), '', section.text]
			.join('\n')
			.trimEnd()
	);
	return `${[head.join('\n'), ...sections].join('\n\n\n')}\n`;
}
