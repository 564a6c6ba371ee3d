// What has happened on the public record, for a feed: rounds published, reports published late, and corrections. Pure.
import type { Round } from '../rounds.ts';
import type { PublishedEntry } from './catalogue.ts';

export type News = {
	kind: 'round' | 'report' | 'correction';
	title: string;
	/** One sentence or two; of a correction, its note. */
	summary: string;
	/** Path of the page, which it keeps. */
	address: string;
	at: string;
};

export function newsOf(
	rounds: readonly Pick<Round, 'number' | 'title' | 'publishesAt' | 'coverage'>[],
	entries: readonly PublishedEntry[]
): News[] {
	const titles = new Map(rounds.map(({ number, title }) => [number, title]));
	const ofRounds = rounds.map(({ number, title, publishesAt, coverage }): News => ({
		kind: 'round',
		title: `${title} is published`,
		summary: `Its reports cover ${coverage.reported} of ${coverage.signatories} signatories.`,
		address: `/rounds/${number}`,
		at: publishesAt
	}));
	const ofReports = entries.flatMap((entry) =>
		entry.editions.map(({ number, note, publishedAt }): News => {
			const isFirst = number === 1;
			return {
				kind: isFirst ? 'report' : 'correction',
				title: isFirst ? entry.title : `Corrected: ${entry.title}`,
				summary: note ?? `A report in ${titles.get(entry.roundNumber) ?? ''}.`,
				address: `${entry.address}/editions/${number}`,
				at: publishedAt
			};
		})
	);
	return [...ofReports, ...ofRounds].sort(
		(one, other) => Date.parse(other.at) - Date.parse(one.at)
	);
}
