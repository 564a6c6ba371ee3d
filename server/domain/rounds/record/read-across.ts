// One commitment from all organisations, this round beside the last, each in its own words.
import { notFound } from '#server/kernel/errors.ts';
import type { Actor } from '#server/kernel/actor.ts';
import type { Store } from '#server/storage/store.ts';
import type { EditionSectionRow } from '#server/storage/editions.ts';
import { publishedAnswers } from './answers.ts';
import {
	byName,
	type Catalogue,
	type PublishedEntry,
	type RecordOrganisation
} from './catalogue.ts';
import type { Answer } from '../fingerprint.ts';
import { sharesOrganisation, toOther, type OtherReport } from './public-report.ts';

export type AcrossFilter = {
	/** Of the round; left out: the newest. */
	roundNumber?: number | undefined;
	region?: string | undefined;
	/** Kind of organisation. */
	kind?: string | undefined;
};

export type AcrossAnswer = OtherReport & {
	html: string;
	text: string;
	words: number;
	answers: Answer[];
};

export type AcrossEntry = {
	/** Of the report, or of the organisation that has none. */
	title: string;
	organisations: RecordOrganisation[];
	isSample: boolean;
	/** Null: not yet reported. */
	now: AcrossAnswer | null;
	/** What the same organisations published in the round before. */
	before: AcrossAnswer[];
};

export type Across = {
	commitment: number;
	/** As the round's reports were asked. */
	wording: string;
	roundNumber: number;
	roundTitle: string;
	/** Of the round before, when there is one. */
	beforeNumber: number | null;
	/** Rounds that can be read, newest first. */
	rounds: { number: number; title: string }[];
	regions: string[];
	kinds: string[];
	/** By title; who has not reported stands in its place among them. */
	entries: AcrossEntry[];
	/** Before anything was narrowed. */
	reports: number;
};

export type ReadAcrossDeps = {
	store: Store;
	catalogue: Catalogue;
	/** Organisations of which this round expected a report and that have none, by name. */
	notYetReported(actor: Actor, roundNumber: number): Promise<RecordOrganisation[]>;
};

export function createReadAcross({ store, catalogue, notYetReported }: ReadAcrossDeps) {
	const distinct = (values: readonly string[]): string[] =>
		[...new Set(values)].sort((one, other) => one.localeCompare(other, 'en-GB'));

	/** Null: nothing is published. @throws DomainError not-found: that round, region or kind is not on the record */
	return async function readAcross(
		actor: Actor,
		commitment: number,
		{ roundNumber, region, kind }: AcrossFilter = {}
	): Promise<Across | null> {
		const entries = await catalogue(actor);
		if (entries.length === 0 && roundNumber === undefined) return null;
		const chosen = roundNumber ?? entries[0]?.roundNumber;
		const here = entries.filter((entry) => entry.roundNumber === chosen);
		const first = here[0];
		if (chosen === undefined || first === undefined) throw notFound();
		const numbers = [...new Set(entries.map((entry) => entry.roundNumber))];
		const beforeNumber = numbers.find((number) => number < chosen) ?? null;
		const earlier = entries.filter((entry) => entry.roundNumber === beforeNumber);

		const key = `commitment-${commitment}`;
		const [sections, rounds, missing] = await Promise.all([
			store.record.sectionsOf(
				[...here, ...earlier].map(({ editionId }) => editionId),
				key
			),
			store.rounds.list(),
			notYetReported(actor, chosen)
		]);
		const sectionOf = new Map(sections.map((section) => [section.edition_id, section]));
		const toAnswer = (entry: PublishedEntry): AcrossAnswer =>
			answerOf(entry, sectionOf.get(entry.editionId));

		const all: AcrossEntry[] = [
			...here.map((entry) => ({
				title: entry.title,
				organisations: entry.organisations,
				isSample: entry.isSample,
				now: toAnswer(entry),
				before: earlier.filter((each) => sharesOrganisation(each, entry)).map(toAnswer)
			})),
			...missing.map((organisation) => ({
				title: organisation.name,
				organisations: [organisation],
				isSample: false,
				now: null,
				before: earlier
					.filter((each) => sharesOrganisation(each, { organisations: [organisation] }))
					.map(toAnswer)
			}))
		].sort(byName(({ title }) => title));

		const organisations = all.flatMap((entry) => entry.organisations);
		const regions = distinct(organisations.map((each) => each.region));
		const kinds = distinct(organisations.map((each) => each.body));
		if (region !== undefined && !regions.includes(region)) throw notFound();
		if (kind !== undefined && !kinds.includes(kind)) throw notFound();

		return {
			commitment,
			wording: sectionOf.get(first.editionId)?.wording ?? '',
			roundNumber: chosen,
			roundTitle: rounds.find(({ number }) => number === chosen)?.title ?? '',
			beforeNumber,
			rounds: rounds
				.filter(({ number }) => numbers.includes(number))
				.map(({ number, title }) => ({ number, title })),
			regions,
			kinds,
			entries: all.filter((entry) =>
				entry.organisations.some(
					(each) =>
						(region === undefined || each.region === region) &&
						(kind === undefined || each.body === kind)
				)
			),
			reports: here.length
		};
	};
}

function answerOf(entry: PublishedEntry, section: EditionSectionRow | undefined): AcrossAnswer {
	return {
		...toOther(entry),
		html: section?.html ?? '',
		text: section?.text ?? '',
		words: section?.words ?? 0,
		answers: section === undefined ? [] : publishedAnswers(section.canonical)
	};
}
