// One edition to take away: its words, and everything needed to check them against its fingerprint. Pure.
import { strToU8, zipSync } from 'fflate';
import { manifestOf } from '../fingerprint.ts';
import * as reportExport from '../report-export.ts';
import type { ReportContent } from '../reports.ts';
import type { PublicReport } from './public-report.ts';

/** The report as readers see it: answers to promises stand before the words of their section. */
const content = (report: PublicReport): ReportContent => ({
	...report,
	roundNumber: report.round.number,
	sections: report.sections.map((section) => {
		const answers = report.answers.get(section.key) ?? [];
		return {
			...section,
			html: reportExport.answersAsHtml(answers) + section.html,
			text: reportExport.answersAsText(answers) + section.text
		};
	})
});

/** One page without style, for any browser. */
export const reportAsHtml = (report: PublicReport): string =>
	reportExport.reportAsHtml(content(report));

/** Only the words. */
export const reportAsText = (report: PublicReport): string =>
	reportExport.reportAsText(content(report));

/** @param origin of the workspace, so that the address leads back */
export function reportAsJson(report: PublicReport, origin: string) {
	const { edition, round } = report;
	return {
		title: report.title,
		round: { number: round.number, title: round.title },
		url: origin + report.address,
		isSample: report.isSample,
		organisations: report.organisations.map(({ name, body, region }) => ({
			name,
			kind: body,
			region
		})),
		edition: edition.number,
		publishedAt: edition.publishedAt,
		note: edition.note,
		signatures: report.signatures,
		sha256: edition.sha256,
		/** Its SHA-256 is that of the report. */
		manifest: manifestOf(report.sections),
		sections: report.sections.map(
			({ key, title, commitment, wording, text, html, sha256, canonical }) => ({
				key,
				title,
				commitment,
				wording,
				text,
				html,
				sha256,
				canonical
			})
		)
	};
}

/** A ZIP file says when its entries were made; the same edition is always the same file. */
const zipTime = (publishedAt: string): Date => new Date(publishedAt);

const readMe = (report: PublicReport): string =>
	[
		`${report.title}, ${report.round.title}, edition ${report.edition.number}`,
		'',
		'report.html     the report, to be read in any browser',
		'*.json          each section exactly as it was signed and published',
		'SHA256SUMS      the fingerprint of each section',
		'',
		'To check the sections, in this folder:   sha256sum -c SHA256SUMS',
		'The fingerprint of the whole report is that of the list:   sha256sum SHA256SUMS',
		`It must be   ${report.edition.sha256}`,
		'',
		'On a Mac write shasum -a 256 instead of sha256sum; on Windows, Get-FileHash in PowerShell.',
		''
	].join('\n');

/** A ZIP file with the report as a page, each section in its canonical form, and the list that `sha256sum -c` reads. */
export function reportAsZip(report: PublicReport): Uint8Array<ArrayBuffer> {
	const files = {
		'README.txt': readMe(report),
		'report.html': reportAsHtml(report),
		SHA256SUMS: manifestOf(report.sections),
		...Object.fromEntries(report.sections.map(({ key, canonical }) => [`${key}.json`, canonical]))
	};
	return zipSync(
		Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])),
		{ mtime: zipTime(report.edition.publishedAt) }
	);
}
