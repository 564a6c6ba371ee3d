// How a published report is named and cited. Pure.
import { dateInWords } from '#shared/dates.ts';
import { listed } from '$lib/ui/words.ts';

const ordinals =
	'first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth'.split(' ');

/** @returns "first edition", "13th edition" */
export const editionInWords = (number: number): string =>
	`${ordinals[number - 1] ?? `${number}th`} edition`;

/** The fingerprint in groups that an eye can follow. */
export const inGroups = (sha256: string): string[] => sha256.match(/.{1,4}/g) ?? [];

type Cited = {
	title: string;
	organisations: readonly { name: string }[];
	round: { title: string };
	edition: { number: number; publishedAt: string };
	url: string;
};

/** One line for a reference list: who, when, what, which edition, where. */
export function citation({ title, organisations, round, edition, url }: Cited): string {
	const names = organisations.map(({ name }) => name);
	const year = edition.publishedAt.slice(0, 4);
	const what = names.length === 1 && names[0] === title ? 'Progress report' : title;
	const day = dateInWords(edition.publishedAt, { year: 'always' });
	return `${listed(names)} (${year}). ${what}. ${round.title}, ${editionInWords(edition.number)}, ${day}. Synergi National Pledge Alliance. ${url}`;
}
