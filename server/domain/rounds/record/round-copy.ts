// A round as machines read it: every report with all its words, and who has none. Pure.
import type { EditionSectionRow } from '#server/storage/editions.ts';
import type { Round } from '../rounds.ts';
import { publishedAnswers } from './answers.ts';
import type { PublishedEntry, RecordOrganisation } from './catalogue.ts';
import { toCsv } from './csv.ts';
import type { Across } from './read-across.ts';

export type RoundCopy = {
	round: Round;
	reports: readonly PublishedEntry[];
	missing: readonly RecordOrganisation[];
	/** Of the reports' newest editions, in page order. */
	sections: readonly EditionSectionRow[];
};

const organisation = ({ name, body, region }: RecordOrganisation) => ({ name, kind: body, region });

/** @param origin of the workspace, so that addresses in a copy lead back */
export function roundAsJson({ round, reports, missing, sections }: RoundCopy, origin: string) {
	const sectionsOf = Map.groupBy(sections, ({ edition_id }) => edition_id);
	return {
		round: {
			number: round.number,
			title: round.title,
			publishedAt: round.publishesAt,
			coverage: round.coverage,
			url: `${origin}/rounds/${round.number}`
		},
		reports: reports.map((entry) => ({
			title: entry.title,
			url: origin + entry.address,
			isSample: entry.isSample,
			organisations: entry.organisations.map(organisation),
			edition: entry.edition.number,
			publishedAt: entry.edition.publishedAt,
			note: entry.edition.note,
			sha256: entry.edition.sha256,
			sections: (sectionsOf.get(entry.editionId) ?? []).map((section) => ({
				key: section.key,
				title: section.title,
				commitment: section.commitment,
				wording: section.wording,
				text: section.text,
				html: section.html,
				answers: publishedAnswers(section.canonical),
				sha256: section.sha256
			}))
		})),
		notYetReported: missing.map(organisation)
	};
}

const joined = (
	organisations: readonly RecordOrganisation[],
	of: keyof RecordOrganisation
): string => [...new Set(organisations.map((each) => each[of] ?? ''))].join('; ');

/** A line for each section of each report. */
export function roundAsCsv({ round, reports, sections }: RoundCopy, origin: string): string {
	const sectionsOf = Map.groupBy(sections, ({ edition_id }) => edition_id);
	const head = [
		'round',
		'report',
		'organisations',
		'kinds',
		'regions',
		'edition',
		'published',
		'section',
		'commitment',
		'words',
		'text',
		'sha256',
		'address',
		'sample'
	];
	return toCsv([
		head,
		...reports.flatMap((entry) =>
			(sectionsOf.get(entry.editionId) ?? []).map((section) => [
				round.number,
				entry.title,
				joined(entry.organisations, 'name'),
				joined(entry.organisations, 'body'),
				joined(entry.organisations, 'region'),
				entry.edition.number,
				entry.edition.publishedAt,
				section.title,
				section.commitment,
				section.words,
				section.text,
				section.sha256,
				`${origin}${entry.address}#${section.key}`,
				entry.isSample ? 'sample text' : ''
			])
		)
	]);
}

/** A line for each report; who has not reported has one too, without words. */
export function acrossAsCsv(across: Across, origin: string): string {
	const head = [
		'commitment',
		'round',
		'report',
		'organisations',
		'kinds',
		'regions',
		'this round',
		'last round',
		'address',
		'sample'
	];
	return toCsv([
		head,
		...across.entries.map((entry) => [
			across.commitment,
			across.roundNumber,
			entry.title,
			joined(entry.organisations, 'name'),
			joined(entry.organisations, 'body'),
			joined(entry.organisations, 'region'),
			entry.now?.text ?? 'Not yet reported',
			entry.before.map(({ text }) => text).join('\n\n'),
			entry.now === null ? '' : `${origin}${entry.now.address}#commitment-${across.commitment}`,
			entry.isSample ? 'sample text' : ''
		])
	]);
}
